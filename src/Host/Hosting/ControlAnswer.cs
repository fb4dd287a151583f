using LvsPluggable.Host.Director.Status;
using LvsPluggable.Host.Metrics;

namespace LvsPluggable.Host.Hosting;

/// <summary>What a running host answers through its control socket: one line of JSON.</summary>
internal sealed record ControlAnswer
{
    /// <summary>Why it was not done; null when it was.</summary>
    public string? Problem { get; init; }

    /// <summary>Whether it was not done because the host runs a plugin whose file has changed: the host after this one may do it.</summary>
    public bool WantsRestart { get; init; }

    /// <summary>What was done, in words.</summary>
    public string? Said { get; init; }

    /// <summary>Whether it was not done because the host knows no such real server.</summary>
    public bool IsUnknownServer { get; init; }

    public HostStatus? Status { get; init; }

    public IReadOnlyList<MetricFamily>? Metrics { get; init; }
}
