namespace LvsPluggable;

/// <summary>One entry of <see cref="HostParameters.WeightOfRealServers"/>.</summary>
public sealed record WeightedHost
{
    /// <summary>The real server's name or address.</summary>
    public required string Host { get; init; }

    /// <summary>Its weight, 0 to 65535; null means <see cref="HostParameters.DefaultWeight"/>.</summary>
    public int? Weight { get; init; }
}
