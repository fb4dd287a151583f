using LvsPluggable.Host.Plugins.Running;

namespace LvsPluggable.Testing;

/// <summary>What came of making a check once.</summary>
public sealed class CheckResult
{
    private readonly string _who;

    internal CheckResult(CallOutcome<HealthResult> outcome, string who)
    {
        _who = who;
        IsLate = outcome.IsLate;
        HasThrown = outcome is { IsAnswer: false, IsLate: false };
        Took = outcome.Took;
        Health = outcome switch
        {
            { IsAnswer: true } => outcome.Answer,
            { IsLate: true } => HealthResult.Failing(outcome.Problem!),
            _ => HealthResult.Unknown(outcome.Problem!),
        };
    }

    /// <summary>What it counts as for the host: no answer in time is a step towards <c>fall</c>, an exception is unknown.</summary>
    public HealthResult Health { get; }

    /// <summary>Whether there was no answer in time.</summary>
    public bool IsLate { get; }

    /// <summary>Whether the check threw.</summary>
    public bool HasThrown { get; }

    /// <summary>How long the call ran, on the clock of the test.</summary>
    public TimeSpan Took { get; }

    /// <summary>What the call measured (<see cref="IMeasuring"/>), without what the host leaves out.</summary>
    public IReadOnlyList<Measurement> Measurements { get; internal init; } = [];

    /// <summary>Asserts the status.</summary>
    /// <param name="status">The status.</param>
    /// <param name="reason">What the reason has in it; null for any reason.</param>
    /// <exception cref="PluginTestException">It is another, or for another reason, or the check did not answer.</exception>
    public CheckResult ShouldBe(HealthStatus status, string? reason = null) =>
        !IsLate && !HasThrown && Health.Status == status && Has(reason) ? this : throw Expected($"{status}", reason);

    /// <summary>Asserts a failure that is certain, so that the server leaves at once.</summary>
    /// <param name="reason">What the reason has in it; null for any reason.</param>
    /// <exception cref="PluginTestException">It is something else.</exception>
    public CheckResult ShouldBeCertainlyUnhealthy(string? reason = null) =>
        Health is { Status: HealthStatus.Unhealthy, IsCertain: true } && Has(reason) ? this : throw Expected("Unhealthy, for certain", reason);

    /// <summary>Asserts a weight.</summary>
    /// <param name="percent">The percentage of the server's weight; null for all of it.</param>
    /// <exception cref="PluginTestException">It is another.</exception>
    public CheckResult ShouldWeigh(int? percent) =>
        !IsLate && !HasThrown && Health.WeightPercent == percent ? this : throw Expected($"{percent?.ToString() ?? "100"} % of the weight", null);

    /// <summary>Asserts that there was no answer in time.</summary>
    /// <exception cref="PluginTestException">There was one.</exception>
    public CheckResult ShouldBeLate() => IsLate ? this : throw Expected("no answer in time", null);

    /// <summary>Asserts that the check threw.</summary>
    /// <param name="reason">What its message has in it; null for any message.</param>
    /// <exception cref="PluginTestException">It did not.</exception>
    public CheckResult ShouldHaveThrown(string? reason = null) => HasThrown && Has(reason) ? this : throw Expected("an exception", reason);

    /// <summary>What was found, in words.</summary>
    public override string ToString()
    {
        var what = IsLate ? "late" : HasThrown ? "an exception" : $"{Health.Status}{(Health.IsCertain ? ", for certain" : "")}";
        return $"{what}{(Health.WeightPercent is { } percent ? $", {percent} % of the weight" : "")}"
            + (string.IsNullOrEmpty(Health.Reason) ? "" : $": {Health.Reason}");
    }

    private bool Has(string? reason) => reason is null || Health.Reason?.Contains(reason, StringComparison.Ordinal) == true;

    private PluginTestException Expected(string what, string? reason) =>
        new($"Expected of {_who}: {what}{(reason is null ? "" : $", and \"{reason}\" in the reason")}. Found: {this}.");
}
