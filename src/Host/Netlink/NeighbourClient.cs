using System.Net;
using System.Net.Sockets;

namespace LvsPluggable.Host.Netlink;

/// <summary>
/// Makes the kernel ask for a host of an own subnet by ARP or neighbour discovery, and looks whether it has an answer (rtnetlink(7)): the
/// surest sign of a host without power.
/// </summary>
internal sealed class NeighbourClient(NetlinkConnection connection) : IDisposable
{
    private const NeighbourState Fresh = NeighbourState.Reachable | NeighbourState.Delay;
    private const NeighbourState Learned = Fresh | NeighbourState.Stale | NeighbourState.Probe;

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

    /// <summary>What the kernel knows of a neighbour.</summary>
    /// <inheritdoc cref="FindInterfaceAsync" path="/exception"/>
    public async Task<NeighbourState> StateAsync(IPAddress address, int networkInterface, CancellationToken cancellationToken)
    {
        var state = NeighbourState.None;
        try
        {
            await connection.ExchangeAsync(
                RouteProtocol.GetNeighbour,
                NetlinkProtocol.FlagAcknowledge,
                NeighbourRequest(address, networkInterface),
                payload => state = Neighbour.Read(payload)?.State ?? NeighbourState.None,
                cancellationToken);
        }
        catch (NetlinkException problem) when (problem.Errno == Errno.NoEntry)
        {
            return NeighbourState.None;
        }

        return state;
    }

    /// <summary>The neighbours of an interface of which the kernel has learned an address, those that answered of late first.</summary>
    /// <inheritdoc cref="FindInterfaceAsync" path="/exception"/>
    public async Task<IReadOnlyList<IPAddress>> KnownAsync(int networkInterface, AddressFamily family, CancellationToken cancellationToken)
    {
        var found = new List<Neighbour>();
        var header = new byte[RouteProtocol.NeighbourHeaderLength];
        header[0] = Family(family);
        await connection.ExchangeAsync(
            RouteProtocol.GetNeighbour,
            NetlinkProtocol.FlagDump,
            header,
            payload =>
            {
                if (Neighbour.Read(payload) is { } neighbour)
                {
                    found.Add(neighbour);
                }
            },
            cancellationToken);
        return
        [
            .. found.Where(neighbour => neighbour.Interface == networkInterface && (neighbour.State & Learned) != NeighbourState.None)
                .OrderByDescending(neighbour => neighbour.State & Fresh)
                .Select(neighbour => neighbour.Address),
        ];
    }

    /// <summary>
    /// Makes the kernel ask now. A neighbour that it has an address of is asked whether it is still there (NUD_PROBE), rather than believed
    /// for half a minute to be; one that it has none of, or whose silence it remembers, is asked for as for a packet (NTF_USE).
    /// </summary>
    /// <inheritdoc cref="FindInterfaceAsync" path="/exception"/>
    public async Task AskAsync(IPAddress address, int networkInterface, CancellationToken cancellationToken)
    {
        try
        {
            // It asks when the state changes to NUD_PROBE, so one that is asked already must leave it first.
            await ReplaceAsync(NeighbourState.Stale);
            await ReplaceAsync(NeighbourState.Probe);
        }
        catch (NetlinkException problem) when (problem.Errno is Errno.NoEntry or Errno.Invalid)
        {
            // The kernel has no entry, or one without an address.
            await SendAsync(RouteProtocol.FlagCreate, NeighbourRequest(address, networkInterface, flags: RouteProtocol.NeighbourUse));
        }

        Task ReplaceAsync(NeighbourState state) => SendAsync(RouteProtocol.FlagReplace, NeighbourRequest(address, networkInterface, state));

        Task SendAsync(ushort flag, byte[] request) => connection.ExchangeAsync(
            RouteProtocol.NewNeighbour, (ushort)(NetlinkProtocol.FlagAcknowledge | flag), request, static _ => { }, cancellationToken);
    }

    public void Dispose() => connection.Dispose();

    private static byte[] RouteRequest(IPAddress address)
    {
        var header = new byte[RouteProtocol.RouteHeaderLength];
        header[0] = Family(address.AddressFamily);
        header[1] = (byte)(address.GetAddressBytes().Length * 8);
        return WithAddress(header, RouteProtocol.RouteDestination, address);
    }

    private static byte[] NeighbourRequest(IPAddress address, int networkInterface, NeighbourState state = NeighbourState.None, byte flags = 0)
    {
        var header = new byte[RouteProtocol.NeighbourHeaderLength];
        header[0] = Family(address.AddressFamily);
        BitConverter.TryWriteBytes(header.AsSpan(4), networkInterface);
        BitConverter.TryWriteBytes(header.AsSpan(8), (ushort)state);
        header[10] = flags;
        return WithAddress(header, RouteProtocol.NeighbourDestination, address);
    }

    private static byte[] WithAddress(byte[] header, ushort attribute, IPAddress address)
    {
        var attributes = new AttributeWriter();
        attributes.Write(attribute, address.GetAddressBytes());
        return [.. header, .. attributes.ToArray()];
    }

    private static byte Family(AddressFamily family) => family == AddressFamily.InterNetworkV6
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
}
