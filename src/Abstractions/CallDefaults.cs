namespace LvsPluggable;

/// <summary>What a source or check asks for where the user says nothing.</summary>
public sealed record CallDefaults
{
    /// <summary>
    /// How long one call may take while <c>source_timeout</c> or <c>check_timeout</c> is not set; null means the host's own default.
    /// </summary>
    public TimeSpan? Timeout { get; init; }
}
