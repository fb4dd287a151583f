using LvsPluggable.Plugins.Processes;
using LvsPluggable.Trust;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Plugins.Script;

/// <summary>Looks at a script before each run: its file may have changed. One object for all runs of a script.</summary>
/// <param name="security">What is done about one that is not trusted.</param>
/// <param name="rule">Who is trusted.</param>
/// <param name="logger">Where it is said, once for each thing that is wrong.</param>
internal sealed class ScriptTrust(ScriptSecurity security, PathTrust rule, ILogger logger)
{
    private string? _said;
    private volatile string? _fault;

    /// <summary>What was wrong at the last look, for a status; null when nothing was.</summary>
    public string? Fault => _fault;

    /// <summary>Looks.</summary>
    /// <param name="path">The script.</param>
    /// <exception cref="InvalidOperationException">It must not run; the message is for people.</exception>
    public void Approve(string path)
    {
        if (security == ScriptSecurity.Off)
        {
            return;
        }

        var objection = rule.ObjectionTo(path);
        _fault = objection is null ? null : ShownText.Of(objection.Fault);
        var sentence = objection is null ? null : ShownText.Of(objection.ToString());
        if (sentence is not null && security == ScriptSecurity.Strict)
        {
            throw new InvalidOperationException($"{sentence}; script_security=strict does not let it run");
        }

        // Checks of many servers look at the same time, and one of them says it.
        if (Interlocked.Exchange(ref _said, sentence) != sentence && sentence is not null)
        {
            logger.LogWarning("{Objection}; script_security=warn lets it run all the same", sentence);
        }
    }
}
