using LvsPluggable.Text;

namespace LvsPluggable.Postgres.Failures;

/// <summary>A failure, judged.</summary>
/// <param name="verdict">What it means.</param>
/// <param name="words">What happened, for people; another machine may have said it.</param>
internal sealed class Failure(Verdict verdict, string words)
{
    /// <summary>What it means.</summary>
    public Verdict Verdict => verdict;

    /// <summary>What happened, in one line for people.</summary>
    public string Words { get; } = OneLine.Of(words);

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
