using System.Net.Sockets;
using LvsPluggable.Plugins.Network.Failures;

namespace LvsPluggable.Network.Tests.Failures;

public sealed class FailureTableTests
{
    [Theory]
    [InlineData(SocketError.ConnectionRefused, HealthStatus.Unhealthy, true)]
    [InlineData(SocketError.ConnectionReset, HealthStatus.Unhealthy, true)]
    [InlineData(SocketError.HostUnreachable, HealthStatus.Unhealthy, false)]
    [InlineData(SocketError.HostDown, HealthStatus.Unhealthy, false)]
    [InlineData(SocketError.TimedOut, HealthStatus.Unhealthy, false)]
    [InlineData(SocketError.ProtocolNotSupported, HealthStatus.Unhealthy, false)]
    [InlineData(SocketError.NetworkUnreachable, HealthStatus.Unknown, false)]
    [InlineData(SocketError.TooManyOpenSockets, HealthStatus.Unknown, false)]
    [InlineData(SocketError.AccessDenied, HealthStatus.Unknown, false)]
    public void A_connection_that_the_system_ends_means(SocketError error, HealthStatus status, bool isCertain)
    {
        var result = FailureTable.Of(new IOException("", new SocketException((int)error)));

        Assert.Equal((status, isCertain), (result?.Status, result?.IsCertain));
    }
}
