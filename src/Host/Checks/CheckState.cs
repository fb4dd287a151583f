namespace LvsPluggable.Host.Checks;

/// <summary>What one check knows of one real server: a pure state machine over its results.</summary>
internal sealed record CheckState
{
    /// <summary>The state that counts; Unknown as long as nothing was ever known.</summary>
    public HealthStatus Status { get; init; }

    /// <summary>Why the state is what it is.</summary>
    public string Reason { get; init; } = "not checked yet";

    /// <summary>What the last call said when it did not decide the state: an unknown result, or one that counts towards a change.</summary>
    public string? Note { get; init; }

    /// <summary>Why the last call could not tell; null when it could.</summary>
    public string? CannotTell { get; init; }

    public int? WeightPercent { get; init; }

    /// <summary>Healthy results in a row while unhealthy.</summary>
    public int Successes { get; init; }

    /// <summary>Failures in a row that were not certain.</summary>
    public int Failures { get; init; }

    /// <summary>
    /// Whether failures that are not certain made the state what it is. Then <see cref="BeforeDoubt"/> says what it was.
    /// </summary>
    public bool IsDoubt { get; init; }

    /// <summary>The state before doubt came up; meaningful while <see cref="IsDoubt"/>.</summary>
    public HealthStatus BeforeDoubt { get; init; }

    /// <summary>The state as if doubt did not count.</summary>
    public HealthStatus StatusWithoutDoubt => IsDoubt ? BeforeDoubt : Status;

    /// <summary>Whether a call has ended in a way that says something, be it that it cannot tell.</summary>
    public bool WasChecked { get; init; }

    /// <summary>Whether one or more results count towards a change that has not come about yet.</summary>
    public bool IsPending => Successes > 0 || (Failures > 0 && Status != HealthStatus.Unhealthy);

    /// <summary>The state of a server that was found in the kernel's table: it keeps its place until a check says otherwise.</summary>
    public static CheckState Adopted(bool hadWeight) => new()
    {
        Status = hadWeight ? HealthStatus.Healthy : HealthStatus.Drain,
        Reason = "adopted from the kernel's table",
    };

    /// <summary>
    /// How long to wait before the next look: the interval, or, while results count towards a change, what is left of the fast interval since
    /// the look began. A look that was late took longer than that, so the next one follows at once.
    /// </summary>
    public TimeSpan PauseAfter(TimeSpan took, CheckSettings settings)
    {
        if (!IsPending)
        {
            return settings.Interval;
        }

        var rest = settings.FastInterval - took;
        return rest < TimeSpan.Zero ? TimeSpan.Zero : rest < settings.Interval ? rest : settings.Interval;
    }

    /// <summary>The state after one more result.</summary>
    public CheckState After(HealthResult result, CheckSettings settings)
    {
        var reason = string.IsNullOrWhiteSpace(result.Reason) ? Describe(result.Status) : result.Reason;
        return result.Status switch
        {
            HealthStatus.Healthy or HealthStatus.Drain => Fit(result, reason, settings.Rise),
            HealthStatus.Unhealthy => Failed(reason, result.IsCertain, settings.Fall),
            _ => this with { WasChecked = true, Note = reason, CannotTell = reason },
        };
    }

    private CheckState Fit(HealthResult result, string reason, int rise)
    {
        if (Status == HealthStatus.Unhealthy && !result.IsCertain && Successes + 1 < rise)
        {
            return this with
            {
                WasChecked = true,
                Successes = Successes + 1,
                Failures = 0,
                Note = $"{reason} ({Successes + 1} of {rise} to rise)",
                CannotTell = null,
            };
        }

        return new CheckState
        {
            Status = result.Status,
            Reason = reason,
            WeightPercent = result.WeightPercent,
            WasChecked = true,
        };
    }

    private CheckState Failed(string reason, bool isCertain, int fall)
    {
        var failures = Math.Min(Failures + 1, fall);
        if (isCertain || failures == fall)
        {
            return new CheckState
            {
                Status = HealthStatus.Unhealthy,
                IsDoubt = !isCertain && (IsDoubt || Status != HealthStatus.Unhealthy),
                BeforeDoubt = StatusWithoutDoubt,
                Reason = reason,
                WeightPercent = WeightPercent,
                Failures = failures,
                WasChecked = true,
            };
        }

        return this with
        {
            // Of a server that was never known, this one says nothing yet: the first synchronisation waits for the next.
            WasChecked = WasChecked || Status != HealthStatus.Unknown,
            Successes = 0,
            Failures = failures,
            Note = $"{reason} ({failures} of {fall} to fall)",
            CannotTell = null,
        };
    }

    private static string Describe(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "fit",
        HealthStatus.Drain => "to be drained",
        HealthStatus.Unhealthy => "not fit",
        _ => "the check cannot tell",
    };
}
