namespace LvsPluggable.Host.Discovery;

/// <summary>How sources are asked, and how their lists are merged.</summary>
internal sealed record DiscoverySettings
{
    /// <summary>Which of the servers that are listed can be reached, and how.</summary>
    public required ReachRules Reach { get; init; }

    /// <summary>The port of servers that name none; 0 for a firewall mark.</summary>
    public int Port => Reach.Port;

    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(2);

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether the user said <see cref="Timeout"/>, which then goes before what a source asks for.</summary>
    public bool TimeoutIsSet { get; init; }

    /// <summary>The most real servers that one list may have.</summary>
    public int MaxServers { get; init; } = 20_000;

    public MergeMode Merge { get; init; } = MergeMode.All;

    /// <summary>How long one call of a source may take: what the user said, else what the source asks for, else the host's default.</summary>
    public TimeSpan TimeoutOf(SourceRegistration source) => TimeoutIsSet ? Timeout : source.Defaults.Timeout ?? Timeout;
}
