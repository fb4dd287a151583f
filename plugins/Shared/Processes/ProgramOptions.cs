namespace LvsPluggable.Plugins.Processes;

/// <summary>How programs run.</summary>
internal sealed record ProgramOptions
{
    /// <summary>The most bytes of standard output.</summary>
    public int MaximumOutput { get; init; } = 64 * 1024;

    /// <summary>The host's parameters that they are told, by name.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What else they are told, as variables of the environment.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What they read from standard input: short enough for a pipe to hold.</summary>
    public string Input { get; init; } = "";

    /// <summary>Whose rights they have; null for those of this process.</summary>
    public ProgramUser? User { get; init; }

    /// <summary>Is given the path of a program right before each run, on a thread that may wait, and throws to prevent the run.</summary>
    public Action<string>? Approve { get; init; }
}
