namespace LvsPluggable.Host.Ocf;

/// <summary>An action of an agent, as its meta-data name it.</summary>
internal sealed record OcfAction
{
    public required string Name { get; init; }

    /// <summary>The least time-out that should be configured, with its unit.</summary>
    public required string Timeout { get; init; }

    /// <summary>How often a monitor should run, with its unit. Pacemaker tells the monitors of a resource apart by it.</summary>
    public string? Interval { get; init; }

    /// <summary>The role in which a monitor runs; null for every one.</summary>
    public string? Role { get; init; }
}
