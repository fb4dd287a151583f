using System.Collections.Concurrent;
using System.Net;
using LvsPluggable.Host.Netlink;
using LvsPluggable.Host.Tests.Netlink;

namespace LvsPluggable.Host.Tests.Checks;

/// <summary>A network as a kernel's neighbour table shows it: a host that is asked about, and another one beside it.</summary>
internal sealed class FakeNeighbourhood
{
    public static readonly IPAddress Address = IPAddress.Parse("192.0.2.11");
    public static readonly IPAddress Other = IPAddress.Parse("192.0.2.12");

    /// <summary>How the other one is; null where there is none.</summary>
    public NeighbourState? OtherState { get; set; } = NeighbourState.Reachable;

    /// <summary>The states that the kernel was told to set.</summary>
    public ConcurrentQueue<NeighbourState> Asked { get; } = new();

    /// <summary>How often the host was asked; a request without a state is NTF_USE.</summary>
    public int Questions => Asked.Count(state => state is NeighbourState.Probe or NeighbourState.None);

    public static bool IsDump(FakeRequest request) => (request.Flags & NetlinkProtocol.FlagDump) != 0;

    public static bool IsAbout(FakeRequest request, IPAddress address) => request.Bytes.AsSpan().EndsWith(address.GetAddressBytes());

    /// <summary>A kernel in this network.</summary>
    /// <param name="stateAfter">The host's state after so many questions.</param>
    /// <param name="hasAddress">Whether the kernel knows the host's hardware address.</param>
    /// <param name="gateway">Whether the host is behind a router.</param>
    /// <param name="isThere">Whether a request is about one more host, which answers.</param>
    public FakeKernel Kernel(
        Func<int, NeighbourState> stateAfter, bool hasAddress = true, bool gateway = false, Func<byte[], bool>? isThere = null) => new(request => request.Type switch
    {
        RouteProtocol.GetRoute => [request.Reply(Route(gateway)), request.Acknowledge()],
        RouteProtocol.GetNeighbour when IsDump(request) => [.. Others(request.Bytes[16]).Select(request.Reply), request.Done()],
        RouteProtocol.GetNeighbour when IsAbout(request, Other) => [request.Reply(Neighbour(Other, OtherState!.Value)), request.Acknowledge()],
        RouteProtocol.GetNeighbour when isThere?.Invoke(request.Bytes) == true =>
            [request.Reply(Neighbour(Address, NeighbourState.Reachable)), request.Acknowledge()],
        RouteProtocol.GetNeighbour => [request.Reply(Neighbour(Address, stateAfter(Questions))), request.Acknowledge()],
        _ when IsAbout(request, Other) => [request.Acknowledge()],
        _ => [Take((NeighbourState)BitConverter.ToUInt16(request.Bytes, 16 + 8), hasAddress) ? request.Acknowledge() : request.Acknowledge(Errno.Invalid)],
    });

    private bool Take(NeighbourState state, bool hasAddress)
    {
        if (!hasAddress && state != NeighbourState.None)
        {
            return false;
        }

        Asked.Enqueue(state);
        return true;
    }

    private static byte[] Route(bool gateway)
    {
        var header = new byte[RouteProtocol.RouteHeaderLength];
        header[7] = RouteProtocol.RouteUnicast;
        var attributes = new AttributeWriter();
        attributes.Write(RouteProtocol.RouteInterface, BitConverter.GetBytes(3));
        if (gateway)
        {
            attributes.Write(RouteProtocol.RouteGateway, [192, 0, 2, 1]);
        }

        return [.. header, .. attributes.ToArray()];
    }

    // That of another interface answers, too, and proves nothing.
    private IEnumerable<byte[]> Others(byte family) =>
    [
        .. family == RouteProtocol.FamilyInternet4 ? new[] { Neighbour(Address, NeighbourState.Probe) } : [],
        Neighbour(IPAddress.Parse("198.51.100.1"), NeighbourState.Reachable, networkInterface: 4),
        .. OtherState is { } other ? new[] { Neighbour(Other, other) } : [],
    ];

    private static byte[] Neighbour(IPAddress address, NeighbourState state, int networkInterface = 3)
    {
        var header = new byte[RouteProtocol.NeighbourHeaderLength];
        BitConverter.TryWriteBytes(header.AsSpan(4), networkInterface);
        BitConverter.TryWriteBytes(header.AsSpan(8), (ushort)state);
        var attributes = new AttributeWriter();
        attributes.Write(RouteProtocol.NeighbourDestination, address.GetAddressBytes());
        return [.. header, .. attributes.ToArray()];
    }
}
