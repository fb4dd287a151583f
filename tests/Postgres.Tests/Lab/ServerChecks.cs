using System.Net;

namespace LvsPluggable.Postgres.Tests.Lab;

internal static class ServerChecks
{
    /// <summary>The check of a server, as the host makes it.</summary>
    public static IHealthCheck CheckOf(this TestBuilder builder, PostgresServer server) =>
        builder.Check!(new RealServer { Host = server.Address, Address = IPAddress.Parse(server.Address), Port = server.Port });
}
