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

    public MergeMode Merge { get; init; } = MergeMode.All;
}
