namespace LvsPluggable.Host.Checks;

/// <summary>What all checks together say of one real server: design, "How what plugins say is merged", rule 3.</summary>
internal sealed record ServerHealth
{
    public required HealthStatus Status { get; init; }

    /// <summary>Whether it is unhealthy only because of failures that are not certain.</summary>
    public bool IsDoubt { get; init; }

    /// <summary>What the status would be if doubt did not count.</summary>
    public required HealthStatus StatusWithoutDoubt { get; init; }

    public required string Reason { get; init; }

    /// <summary>What else the checks had to say.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What each check knows, by name.</summary>
    public IReadOnlyList<(string Name, CheckState State)> Checks { get; init; } = [];

    /// <summary>Why checks cannot tell, one sentence a check.</summary>
    public IReadOnlyList<string> CannotTell { get; init; } = [];

    /// <summary>The lowest percentage that a check gives.</summary>
    public int WeightPercent { get; init; } = 100;

    /// <summary>Whether every check has been made at least once.</summary>
    public bool WasChecked { get; init; }

    /// <summary>The server is fit as far as checks go: there are none.</summary>
    public static ServerHealth Unchecked { get; } = new()
    {
        Status = HealthStatus.Healthy,
        StatusWithoutDoubt = HealthStatus.Healthy,
        Reason = "listed; there are no checks",
        WasChecked = true,
    };

    /// <summary>The server cannot be checked yet: it was found in the kernel's table, and nobody has told its name.</summary>
    public static ServerHealth Nameless { get; } = Unchecked with { Reason = "found in the kernel's table; not checked before a source names it" };

    /// <param name="checks">The state of every check of the server, by name.</param>
    public static ServerHealth Combine(IReadOnlyList<(string Name, CheckState State)> checks)
    {
        if (checks.Count == 0)
        {
            return Unchecked;
        }

        // A certain failure decides before a doubt does.
        var decisive = checks.MaxBy(check => (Strength(check.State.Status), !check.State.IsDoubt));
        return new ServerHealth
        {
            Status = decisive.State.Status,
            IsDoubt = decisive.State.IsDoubt,
            StatusWithoutDoubt = checks.Select(check => check.State.StatusWithoutDoubt).MaxBy(Strength),
            Reason = $"{decisive.Name}: {decisive.State.Reason}",
            Checks = checks,
            Notes = [.. checks.Where(check => check.State.Note is not null).Select(check => $"{check.Name}: {check.State.Note}")],
            CannotTell = [.. checks.Where(check => check.State.CannotTell is not null)
                .Select(check => $"{check.Name}: {check.State.CannotTell}")],
            WeightPercent = checks.Min(check => check.State.WeightPercent ?? 100),
            WasChecked = checks.All(check => check.State.WasChecked),
        };
    }

    // Unhealthy is the strongest; a server of which one check has never known anything stays out, even if another would drain it.
    private static int Strength(HealthStatus status) => status switch
    {
        HealthStatus.Unhealthy => 3,
        HealthStatus.Unknown => 2,
        HealthStatus.Drain => 1,
        _ => 0,
    };
}
