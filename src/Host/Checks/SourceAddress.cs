using System.Net;
using System.Net.Sockets;

namespace LvsPluggable.Host.Checks;

/// <summary>The address of this machine that a real server is asked from.</summary>
internal static class SourceAddress
{
    // A datagram socket that is connected sends nothing, and any port does.
    private const int Discard = 9;

    /// <summary>Why answers of a real server cannot come back, in words that go on from what its check found; null when that is not why.</summary>
    /// <param name="server">The server's address.</param>
    /// <param name="virtualAddress">The virtual address, which the server has too; null when there is none.</param>
    public static string? ObjectionTo(IPAddress server, IPAddress? virtualAddress) =>
        virtualAddress is not null && virtualAddress.Equals(Towards(server))
            ? $"unless check_source_address says otherwise, it is asked from the virtual address {virtualAddress}, which it has itself, "
                + $"so that its answers stay there; {Remedy(server)}"
            : null;

    private static string Remedy(IPAddress server) => server.AddressFamily == AddressFamily.InterNetworkV6
        ? "the director should have it with preferred_lft=0, which IPaddr2 takes as a parameter"
        : "the director should have an address of its own in the server's network, and the virtual one as a secondary";

    private static IPAddress? Towards(IPAddress server)
    {
        try
        {
            using var socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            socket.Connect(server, Discard);
            return (socket.LocalEndPoint as IPEndPoint)?.Address;
        }
        catch (SocketException)
        {
            // No way leads there: that has words of its own.
            return null;
        }
    }
}
