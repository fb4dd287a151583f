using System.Net.NetworkInformation;

namespace LvsPluggable.Postgres.Tests.Lab;

internal static class OpenConnections
{
    /// <summary>How many connections this process, or any other client here, has to a server, accepted or not.</summary>
    public static int To(PostgresServer server) => IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpConnections().Count(connection =>
        connection.State == TcpState.Established
        && connection.RemoteEndPoint.Port == server.Port && connection.RemoteEndPoint.Address.ToString() == server.Address);
}
