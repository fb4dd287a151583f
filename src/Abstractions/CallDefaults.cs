namespace LvsPluggable;

/// <summary>What a source or check asks for where the user says nothing.</summary>
public sealed record CallDefaults
{
    /// <summary>
    /// How long one call may take while <c>source_timeout</c> or <c>check_timeout</c> is not set, from 100 milliseconds to 24 hours as those;
    /// null means the host's own default.
    /// </summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>
    /// Whether a source says the same for as long as it lives, like a list that stands in the parameters. It is asked until it has answered
    /// once, and afterwards only while names of its list are to be looked up, or when it wakes the host. Checks are asked again and again,
    /// whatever this is.
    /// </summary>
    public bool IsConstant { get; init; }
}
