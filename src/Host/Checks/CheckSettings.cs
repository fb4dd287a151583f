namespace LvsPluggable.Host.Checks;

/// <summary>How checks are run and how their results count.</summary>
internal sealed record CheckSettings
{
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(2);

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How soon after one look began the next one follows while results count towards a change.</summary>
    public TimeSpan FastInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Whether the user said <see cref="Timeout"/>, which then goes before what a check asks for.</summary>
    public bool TimeoutIsSet { get; init; }

    /// <summary>How many calls of checks and sources run at once.</summary>
    public int Concurrency { get; init; } = Math.Max(16, 8 * Environment.ProcessorCount);

    /// <summary>How many healthy results in a row bring an unhealthy server back.</summary>
    public int Rise { get; init; } = 2;

    /// <summary>How many failures in a row that are not certain make a server unhealthy.</summary>
    public int Fall { get; init; } = 2;

    /// <summary>How long one call of a check may take: what the user said, else what the check asks for, else the host's default.</summary>
    public TimeSpan TimeoutOf(CheckRegistration check) => TimeoutIsSet ? Timeout : check.Defaults.Timeout ?? Timeout;
}
