namespace LvsPluggable;

/// <summary>One entry of <see cref="HostParameters.WeightOfRealServers"/>.</summary>
public sealed record WeightedHost
{
    /// <summary>The real server's name or address.</summary>
    public required string Host { get; init; }

    /// <summary>Its port; 0 means that the entry says none.</summary>
    public int Port { get; init; }

    /// <summary>Its weight, 0 to 65535; null means <see cref="HostParameters.DefaultWeight"/>.</summary>
    public int? Weight { get; init; }

    /// <inheritdoc cref="RealServer.UpperThreshold"/>
    public int? UpperThreshold { get; init; }

    /// <inheritdoc cref="RealServer.LowerThreshold"/>
    public int? LowerThreshold { get; init; }

    /// <inheritdoc cref="RealServer.ForwardMethod"/>
    public ForwardMethod? ForwardMethod { get; init; }
}
