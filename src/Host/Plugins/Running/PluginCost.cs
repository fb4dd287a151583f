namespace LvsPluggable.Host.Plugins.Running;

/// <summary>What the calls of one source or check have cost since its start or the last change of parameters.</summary>
internal sealed record PluginCost
{
    public required string Name { get; init; }

    public required long Calls { get; init; }

    /// <summary>Calls that threw, or answered what cannot be.</summary>
    public required long Failures { get; init; }

    /// <summary>Calls that did not answer in time.</summary>
    public required long Late { get; init; }

    /// <summary>Time from the beginning of each call to its answer or deadline, summed up.</summary>
    public required TimeSpan Time { get; init; }

    /// <summary>Late calls and waits for wake-ups that have not ended yet: each may hold a thread.</summary>
    public required int LeftBehind { get; init; }
}
