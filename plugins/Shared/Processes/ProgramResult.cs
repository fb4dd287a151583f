namespace LvsPluggable.Plugins.Processes;

/// <summary>What a program that ended by itself left.</summary>
internal sealed record ProgramResult
{
    /// <summary>The exit status; 128 and the signal's number for one that a signal ended.</summary>
    public required int ExitCode { get; init; }

    /// <summary>What it wrote on standard output.</summary>
    public required string Output { get; init; }

    /// <summary>The last that it wrote on standard error.</summary>
    public required string Error { get; init; }

    /// <summary>How it ended, in words fit to be shown: the exit status and the end of what it wrote on standard error.</summary>
    public string Ending()
    {
        var error = ShownText.Of(Error);
        return error.Length == 0 ? $"exit status {ExitCode}" : $"exit status {ExitCode}: {error}";
    }
}
