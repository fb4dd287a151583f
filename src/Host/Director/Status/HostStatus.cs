using LvsPluggable.Host.Director.Orders;

namespace LvsPluggable.Host.Director.Status;

/// <summary>A running host, as people and programs are shown it.</summary>
internal sealed record HostStatus
{
    public required string Instance { get; init; }

    public required int ProcessId { get; init; }

    public required string Version { get; init; }

    public required DateTimeOffset Started { get; init; }

    /// <summary>Whether it only knows what it would do, and the kernel's table has nothing of it.</summary>
    public bool IsStandby { get; init; }

    /// <summary>How often the host died before and was started anew; null when it never did.</summary>
    public RestartStatus? Restarts { get; init; }

    /// <summary>Whether something is not as it should be, although the host runs.</summary>
    public bool IsDegraded => Problems.Count > 0 || Services.Any(service => service.Problems.Count > 0);

    /// <summary>What is wrong with the host as a whole.</summary>
    public IReadOnlyList<ProblemStatus> Problems { get; init; } = [];

    /// <summary>What operators asked for and did not take back.</summary>
    public IReadOnlyList<OperatorOrder> Orders { get; init; } = [];

    /// <summary>The plugins in use.</summary>
    public IReadOnlyList<PluginStatus> Plugins { get; init; } = [];

    public IReadOnlyList<ServiceStatus> Services { get; init; } = [];

    /// <summary>All that is wrong, the host's first.</summary>
    public IEnumerable<ProblemStatus> AllProblems() => [.. Problems, .. Services.SelectMany(service => service.Problems)];
}
