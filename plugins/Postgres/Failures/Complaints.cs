using Microsoft.Extensions.Logging;

namespace LvsPluggable.Postgres.Failures;

/// <summary>Says a mistake in the configuration once, until it is another one or gone.</summary>
internal sealed class Complaints(string server, ILogger log)
{
    private string? _said;

    /// <summary>Takes down how a call ended.</summary>
    /// <param name="failure">Its failure; null when it had none.</param>
    public void About(Failure? failure)
    {
        var mistake = failure is { Verdict: Verdict.Misconfigured } ? failure.Words : null;
        if (mistake is not null && mistake != _said)
        {
            log.LogError("{Server}: the configuration is wrong: {Mistake}", server, mistake);
        }

        _said = mistake;
    }
}
