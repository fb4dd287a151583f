namespace LvsPluggable.Host.Discovery;

/// <summary>How sources are asked, and how their lists are merged.</summary>
internal sealed record DiscoverySettings
{
    /// <summary>The port of servers that name none. Direct routing leaves ports alone, so no other can be reached.</summary>
    public required int Port { get; init; }

    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(2);

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether the user said <see cref="Timeout"/>, which then goes before what a source asks for.</summary>
    public bool TimeoutIsSet { get; init; }

    /// <summary>The most real servers that one list may have.</summary>
    public int MaxServers { get; init; } = 20_000;

    public MergeMode Merge { get; init; } = MergeMode.All;

    /// <summary>How long one call of a source may take: what the user said, else what the source asks for, else the host's default.</summary>
    public TimeSpan TimeoutOf(SourceRegistration source) => TimeoutIsSet ? Timeout : source.DefaultTimeout ?? Timeout;
}
