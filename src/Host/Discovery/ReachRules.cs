using System.Net;
using System.Net.Sockets;

namespace LvsPluggable.Host.Discovery;

/// <summary>Which real servers the director can pass packets on to, and how: what the forwarding methods of IPVS are able to. Pure.</summary>
internal sealed record ReachRules
{
    private readonly WeightedHosts _index = new([]);

    /// <summary>The forwarding method of servers for which nothing else says one.</summary>
    public ForwardMethod Method { get; init; }

    /// <summary>The port of the virtual service, and of servers that name none; 0 for a firewall mark, which has no port, and for every port.</summary>
    public required int Port { get; init; }

    /// <summary>Whether there are virtual services of further ports with the same real servers.</summary>
    public bool HasSeveralPorts { get; init; }

    /// <summary>The virtual service's.</summary>
    public AddressFamily Family { get; init; } = AddressFamily.InterNetwork;

    /// <summary>Whether clients are on the director itself, as the virtual address is a loopback one.</summary>
    public bool IsLocal { get; init; }

    /// <summary>What is said of single servers, which goes before what their sources say.</summary>
    public IReadOnlyList<WeightedHost> Hosts
    {
        get;
        init => (field, _index) = (value, new WeightedHosts(value));
    } = [];

    /// <summary>Whether any server may be reached by a tunnel.</summary>
    public bool MayTunnel => May(ForwardMethod.Tunnel);

    /// <summary>Whether any server may be reached by address translation.</summary>
    public bool MayTranslate => May(ForwardMethod.Nat);

    /// <summary>The server with all that is known of how it is reached.</summary>
    public RealServer Completed(RealServer server)
    {
        var entry = _index.Find([server.Host], server.Address, server.Port);
        var hasThresholds = entry?.UpperThreshold is not null;
        return server with
        {
            Port = server.Port == 0 ? entry?.Port ?? 0 : server.Port,
            // The director delivers to itself what it would route directly, while the kernel translates nothing to a loopback address.
            ForwardMethod = entry?.ForwardMethod ?? server.ForwardMethod ?? (IsBarred(server.Address) ? ForwardMethod.Dr : null),
            UpperThreshold = hasThresholds ? entry!.UpperThreshold : server.UpperThreshold,
            LowerThreshold = hasThresholds ? entry!.LowerThreshold : server.LowerThreshold,
        };
    }

    /// <summary>Why packets cannot be passed on to a server, in words that go on from its name; null when they can.</summary>
    public string? ObjectionTo(RealServer server)
    {
        var method = server.ForwardMethod ?? Method;
        return server switch
        {
            { Address: { } address } when address.AddressFamily != Family && method != ForwardMethod.Tunnel =>
                $"{address} is not of the virtual service's address family, and only a tunnel leads to the other; it should be {(Family == AddressFamily.InterNetwork ? "IPv4" : "IPv6")}, or reached by a tunnel",
            { Address: { } address } when IsBarred(address) && method == ForwardMethod.Nat =>
                $"{address} is the director itself, and the kernel translates nothing to a loopback address; it should be reached by dr",
            { Port: not 0 } when HasSeveralPorts && server.Port != Port =>
                $"its port {server.Port} would be that of every virtual service, while there are several; it should be left out",
            { Port: not 0 } when method != ForwardMethod.Nat && Port != 0 && server.Port != Port =>
                $"its port {server.Port} is not the virtual service's, {Port}, and {Words(method)} leaves ports alone; it should be left out, or reached by nat",
            _ => null,
        };
    }

    private bool May(ForwardMethod method) => Method == method || Hosts.Any(host => host.ForwardMethod == method);

    private bool IsBarred(IPAddress? address) => !IsLocal && address is not null && IPAddress.IsLoopback(address);

    private static string Words(ForwardMethod method) => method == ForwardMethod.Tunnel ? "a tunnel" : "direct routing";
}
