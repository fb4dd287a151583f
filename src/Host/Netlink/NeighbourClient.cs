using System.Net;
using System.Net.Sockets;

namespace LvsPluggable.Host.Netlink;

/// <summary>
/// Asks the kernel whether a host of an own subnet answers to ARP or neighbour discovery (rtnetlink(7)): the surest sign of a host
/// without power, and one that comes within three seconds, the kernel's own time for three questions.
/// </summary>
internal sealed class NeighbourClient(NetlinkConnection connection) : IDisposable
{
    /// <summary>The interface that reaches an address directly; null when a router does, or nothing.</summary>
    /// <exception cref="NetlinkException">The kernel refuses.</exception>
    /// <exception cref="MalformedMessageException">What came back does not have the form it must have.</exception>
    /// <exception cref="TimeoutException">No complete answer in time.</exception>
    public async Task<int?> FindInterfaceAsync(IPAddress address, CancellationToken cancellationToken)
    {
        int? found = null;
        try
        {
            await connection.ExchangeAsync(
                RouteProtocol.GetRoute,
                NetlinkProtocol.FlagAcknowledge,
                RouteRequest(address),
                payload => found = DirectInterface(payload),
                cancellationToken);
        }
        catch (NetlinkException problem) when (problem.Errno is Errno.NetworkUnreachable or Errno.HostUnreachable)
        {
            return null;
        }

        return found;
    }

    /// <summary>Whether the kernel asked for an address often enough and got no answer (NUD_FAILED).</summary>
    /// <inheritdoc cref="FindInterfaceAsync" path="/exception"/>
    public async Task<bool> IsSilentAsync(IPAddress address, int networkInterface, CancellationToken cancellationToken)
    {
        ushort state = 0;
        try
        {
            await connection.ExchangeAsync(
                RouteProtocol.GetNeighbour,
                NetlinkProtocol.FlagAcknowledge,
                NeighbourRequest(address, networkInterface),
                payload => state = StateOf(payload),
                cancellationToken);
        }
        catch (NetlinkException problem) when (problem.Errno == Errno.NoEntry)
        {
            return false;
        }

        return state == RouteProtocol.StateFailed;
    }

    /// <summary>
    /// Makes the kernel ask a neighbour that it has an address of whether it is still there (NUD_PROBE), rather than believe for half a
    /// minute that it is; and one that it has none of, or whose silence it remembers, as it would for a packet (NTF_USE).
    /// </summary>
    /// <inheritdoc cref="FindInterfaceAsync" path="/exception"/>
    public async Task ProbeAsync(IPAddress address, int networkInterface, CancellationToken cancellationToken)
    {
        try
        {
            await connection.ExchangeAsync(
                RouteProtocol.NewNeighbour,
                NetlinkProtocol.FlagAcknowledge | RouteProtocol.FlagReplace,
                NeighbourRequest(address, networkInterface, RouteProtocol.StateProbe),
                static _ => { },
                cancellationToken);
        }
        catch (NetlinkException problem) when (problem.Errno is Errno.NoEntry or Errno.Invalid)
        {
            // The kernel has no entry, or one without an address.
            await connection.ExchangeAsync(
                RouteProtocol.NewNeighbour,
                NetlinkProtocol.FlagAcknowledge | RouteProtocol.FlagCreate,
                NeighbourRequest(address, networkInterface, flags: RouteProtocol.NeighbourUse),
                static _ => { },
                cancellationToken);
        }
    }

    public void Dispose() => connection.Dispose();

    private static byte[] RouteRequest(IPAddress address)
    {
        var header = new byte[RouteProtocol.RouteHeaderLength];
        header[0] = Family(address);
        header[1] = (byte)(address.GetAddressBytes().Length * 8);
        return WithAddress(header, RouteProtocol.RouteDestination, address);
    }

    private static byte[] NeighbourRequest(IPAddress address, int networkInterface, ushort state = 0, byte flags = 0)
    {
        var header = new byte[RouteProtocol.NeighbourHeaderLength];
        header[0] = Family(address);
        BitConverter.TryWriteBytes(header.AsSpan(4), networkInterface);
        BitConverter.TryWriteBytes(header.AsSpan(8), state);
        header[10] = flags;
        return WithAddress(header, RouteProtocol.NeighbourDestination, address);
    }

    private static byte[] WithAddress(byte[] header, ushort attribute, IPAddress address)
    {
        var attributes = new AttributeWriter();
        attributes.Write(attribute, address.GetAddressBytes());
        return [.. header, .. attributes.ToArray()];
    }

    private static byte Family(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6
        ? RouteProtocol.FamilyInternet6
        : RouteProtocol.FamilyInternet4;

    private static int? DirectInterface(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < RouteProtocol.RouteHeaderLength)
        {
            MalformedMessageException.Throw("the header of a route is cut off");
        }

        int? found = null;
        var attributes = new AttributeReader(payload[RouteProtocol.RouteHeaderLength..]);
        while (attributes.Read())
        {
            switch (attributes.Type)
            {
                case RouteProtocol.RouteGateway or RouteProtocol.RouteVia:
                    return null;
                case RouteProtocol.RouteInterface:
                    found = (int)attributes.UInt32();
                    break;
            }
        }

        return payload[7] == RouteProtocol.RouteUnicast ? found : null;
    }

    private static ushort StateOf(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < RouteProtocol.NeighbourHeaderLength)
        {
            MalformedMessageException.Throw("the header of a neighbour is cut off");
        }

        return BitConverter.ToUInt16(payload[8..]);
    }
}
