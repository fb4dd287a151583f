namespace LvsPluggable.Host.Converting.Pha4pgsql;

/// <summary>One step, after which everything works.</summary>
internal sealed record Step
{
    /// <summary>Where it is done and what it does, in whole sentences, a line each.</summary>
    public required IReadOnlyList<string> Comments { get; init; }

    /// <summary>What is typed; empty where people do it elsewhere.</summary>
    public required IReadOnlyList<string> Commands { get; init; }
}
