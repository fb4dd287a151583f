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

    /// <summary>The number of connections above which servers get no new ones for which nothing else says one; 0: no limit.</summary>
    public int UpperThreshold { get; init; }

    /// <summary>The number of connections below which they get new ones again; 0: three quarters of <see cref="UpperThreshold"/>.</summary>
    public int LowerThreshold { get; init; }

    /// <summary>A member of the table in the kernel's words.</summary>
    public Destination Of(Member member, int weight) =>
        // The fallback server stands in for all real servers and should refuse nobody.
        member.IsFallback
            ? Of(member.Candidate with { UpperThreshold = 0, LowerThreshold = 0 }, weight)
            : Of(member.Candidate, weight);

    /// <summary>A real server in the kernel's words.</summary>
    public Destination Of(Candidate server, int weight)
    {
        var method = ToKernel(server.ForwardMethod ?? Method);
        var (upper, lower) = server.UpperThreshold is { } own ? (own, server.LowerThreshold ?? 0) : (UpperThreshold, LowerThreshold);
        return new Destination
        {
            EndPoint = server.EndPoint,
            Method = method,
            Weight = weight,
            UpperThreshold = (uint)upper,
            LowerThreshold = (uint)lower,
            Tunnel = method == ForwardingMethod.Tunnel ? Tunnel : default,
        };
    }

    /// <summary>A server of which only what is in the kernel's table is known.</summary>
    public static Candidate Adopted(Destination destination) => Candidate.Nameless(destination.EndPoint) with
    {
        ForwardMethod = FromKernel(destination.Method),
        UpperThreshold = (int)Math.Min(destination.UpperThreshold, int.MaxValue),
        LowerThreshold = (int)Math.Min(destination.LowerThreshold, int.MaxValue),
    };

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
