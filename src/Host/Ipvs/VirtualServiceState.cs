namespace LvsPluggable.Host.Ipvs;

/// <summary>A virtual service as the kernel reports it.</summary>
internal sealed record VirtualServiceState
{
    public required VirtualService Service { get; init; }

    public required IpvsStatistics Statistics { get; init; }
}
