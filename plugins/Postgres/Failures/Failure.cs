namespace LvsPluggable.Postgres.Failures;

/// <summary>A failure, judged.</summary>
/// <param name="Verdict">What it means.</param>
/// <param name="Words">What happened, in one line for people.</param>
internal sealed record Failure(Verdict Verdict, string Words)
{
    /// <summary>The result of a check that ended with it.</summary>
    public HealthResult ToResult() => Verdict switch
    {
        Verdict.Unhealthy => HealthResult.Unhealthy(Words),
        Verdict.Failing => HealthResult.Failing(Words),

        // Only a second time in a row comes here: the new connection ended like the one before.
        Verdict.Reconnect => HealthResult.Unhealthy(Words),
        Verdict.Repeat => HealthResult.Failing(Words),
        Verdict.Misconfigured => HealthResult.Unknown($"configuration: {Words}"),
        _ => HealthResult.Unknown(Words),
    };
}
