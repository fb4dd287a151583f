using LvsPluggable.Host.Plugins.Running;
namespace LvsPluggable.Host.Director.Status;

/// <summary>One virtual service, as people and programs are shown it.</summary>
internal sealed record ServiceStatus
{
    /// <summary>The name by which people know it or its pool; empty where there is only one.</summary>
    public string Name { get; init; } = "";

    /// <summary>The service in ipvsadm's words, for example <c>-t 10.0.0.1:5432</c>.</summary>
    public required string Service { get; init; }

    /// <summary>Services that differ in their port alone, and have the same real servers.</summary>
    public IReadOnlyList<string> Twins { get; init; } = [];

    public required string Scheduler { get; init; }

    /// <summary>Whether the first synchronisation is done.</summary>
    public bool IsReady { get; init; }

    /// <summary>Whether the quorum is down; null when that was never known, or there is none.</summary>
    public bool? IsQuorumDown { get; init; }

    public IReadOnlyList<SourceStatus> Sources { get; init; } = [];

    public IReadOnlyList<ServerStatus> Servers { get; init; } = [];

    public IReadOnlyList<ProblemStatus> Problems { get; init; } = [];

    /// <summary>What the calls of each source and check have cost.</summary>
    public IReadOnlyList<PluginCost> Plugins { get; init; } = [];

    public DateTimeOffset? LastChange { get; init; }

    public string? LastChangeWas { get; init; }

    /// <summary>The table that is wanted, in the form of <c>ipvsadm-save -n</c>.</summary>
    public IReadOnlyList<string> Table { get; init; } = [];
}
