using System.Diagnostics;
using System.Globalization;

namespace LvsPluggable.Plugins.Processes;

/// <summary>How one run is started: by timeout(1), and for another user by setpriv(1) before that.</summary>
internal sealed class ProgramStart
{
    private readonly string _timeout;
    private readonly string? _setpriv;

    /// <param name="path">Where the program is.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="bound">When it is to end by itself.</param>
    /// <param name="options">How it runs.</param>
    /// <param name="searchPath">The folders of the other programs.</param>
    /// <exception cref="InvalidOperationException">One of those is missing; the message is for people.</exception>
    public ProgramStart(string path, IReadOnlyList<string> arguments, TimeSpan bound, ProgramOptions options, string? searchPath)
    {
        // timeout(1) makes the program's process group and ends it when this process no longer can. It comes after setpriv(1), which
        // keeps capabilities until it starts something: what the user may not run must not be begun with them.
        _timeout = ProgramPath.Find("timeout", searchPath);
        List<string> words =
            [_timeout, "--kill-after=2", bound.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture), path, .. arguments];
        if (options.User is { } user)
        {
            _setpriv = ProgramPath.Find("setpriv", searchPath);
            words.InsertRange(0, [_setpriv, .. user.SetprivArguments]);
        }

        Info = new ProcessStartInfo(words[0], words[1..])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        ProgramEnvironment.Prepare(Info.Environment, options.Parameters);
        foreach (var (variable, text) in options.Variables)
        {
            Info.Environment[variable] = text;
        }

        if (options.User is { Name: { } name, Home: { } home })
        {
            Info.Environment["HOME"] = home;
            Info.Environment["USER"] = name;
            Info.Environment["LOGNAME"] = name;
        }
    }

    /// <summary>What .NET is given.</summary>
    public ProcessStartInfo Info { get; }

    /// <summary>Why the program itself never ran, in words; null when it did.</summary>
    public string? Failure(ProgramResult result)
    {
        // Both exit so when they could not run the program, its interpreter being missing for example, and say so themselves, one by its
        // path and the other by its name.
        var speaker = (result.ExitCode, _setpriv) switch
        {
            (125 or 126 or 127, _) when result.Error.StartsWith(_timeout + ": ", StringComparison.Ordinal) => _timeout,
            (1 or 127, not null) when result.Error.StartsWith("setpriv: ", StringComparison.Ordinal) => "setpriv",
            _ => null,
        };
        return speaker is null ? null : result.Error[(speaker.Length + 2)..];
    }
}
