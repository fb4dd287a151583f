using LvsPluggable.Host.Director.Status;

namespace LvsPluggable.Host.Cli.Live;

/// <summary>A host as it was seen last.</summary>
internal sealed record LiveHost
{
    public required HostStatus Status { get; init; }

    /// <summary>Why it is not known how it is now, in words; null when it answers.</summary>
    public string? Silence { get; init; }

    /// <summary>Since when it does not answer.</summary>
    public DateTimeOffset SilentSince { get; init; }

    public required IReadOnlyList<LiveService> Services { get; init; }
}
