using Microsoft.Extensions.Logging;

namespace LvsPluggable.Postgres.Failures;

/// <summary>Says once, until it is another one or gone, what somebody has to put right.</summary>
internal sealed class Complaints(string server, ILogger log)
{
    private string? _said;

    /// <summary>Takes down how a call ended.</summary>
    /// <param name="failure">Its failure; null when it had none.</param>
    public void About(Failure? failure)
    {
        var mistake = failure switch
        {
            { Verdict: Verdict.Misconfigured } => $"the configuration is wrong: {failure.Words}",
            { Verdict: Verdict.Contradictory } => failure.Words,
            _ => null,
        };
        if (mistake is not null && mistake != _said)
        {
            log.LogError("{Server}: {Mistake}", server, mistake);
        }

        _said = mistake;
    }
}
