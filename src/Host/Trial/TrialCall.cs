namespace LvsPluggable.Host.Trial;

/// <summary>One call of a source or check, for those who write it.</summary>
internal sealed record TrialCall
{
    /// <summary>Whose call: "source acme", or "check acme 192.0.2.11:80".</summary>
    public required string Subject { get; init; }

    public required DateTimeOffset Ended { get; init; }

    public required TimeSpan Took { get; init; }

    /// <summary>Whether the plugin woke the host for it.</summary>
    public bool IsWoken { get; init; }

    /// <summary>What came of it, in a word or two: "3 servers", "healthy", "late".</summary>
    public required string Result { get; init; }

    /// <summary>The reason, or what was listed; empty for none.</summary>
    public required string Reason { get; init; }

    public required TrialGrade Grade { get; init; }
}
