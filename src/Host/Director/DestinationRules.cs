using LvsPluggable.Host.Discovery;
using LvsPluggable.Host.Ipvs;

namespace LvsPluggable.Host.Director;

/// <summary>What the kernel is told of a real server besides its weight. Pure.</summary>
internal sealed record DestinationRules
{
    /// <summary>The forwarding method of servers for which nothing else says one.</summary>
    public ForwardMethod Method { get; init; }

    /// <summary>How tunnels encapsulate.</summary>
    public Tunnel Tunnel { get; init; }

    /// <summary>The real server in the kernel's words.</summary>
    public Destination Of(Candidate server, int weight)
    {
        var method = ToKernel(server.ForwardMethod ?? Method);
        return new Destination
        {
            EndPoint = server.EndPoint,
            Method = method,
            Weight = weight,
            Tunnel = method == ForwardingMethod.Tunnel ? Tunnel : default,
        };
    }

    /// <summary>A server of which only what is in the kernel's table is known.</summary>
    public static Candidate Adopted(Destination destination) =>
        Candidate.Nameless(destination.EndPoint) with { ForwardMethod = FromKernel(destination.Method) };

    private static ForwardingMethod ToKernel(ForwardMethod method) => method switch
    {
        ForwardMethod.Nat => ForwardingMethod.Masquerade,
        ForwardMethod.Tunnel => ForwardingMethod.Tunnel,
        _ => ForwardingMethod.DirectRoute,
    };

    private static ForwardMethod? FromKernel(ForwardingMethod method) => method switch
    {
        ForwardingMethod.Masquerade => ForwardMethod.Nat,
        ForwardingMethod.Tunnel => ForwardMethod.Tunnel,
        ForwardingMethod.DirectRoute => ForwardMethod.Dr,
        _ => null,
    };
}
