namespace LvsPluggable.Host.Cli.Logging;

/// <summary>Whether standard error is the journal's already (<c>JOURNAL_STREAM</c> of systemd.exec(5)).</summary>
internal static class JournalStream
{
    private const string Variable = "JOURNAL_STREAM";

    /// <summary>Whether this process' standard error is what systemd made for the journal. The variable alone is inherited by others.</summary>
    public static bool IsStandardError() => IsSame(Environment.GetEnvironmentVariable(Variable), new FileInfo("/proc/self/fd/2").LinkTarget);

    /// <summary>Whether a stream is the one that systemd named.</summary>
    /// <param name="named">Device and inode, as <c>8:4711</c>; null where there is none.</param>
    /// <param name="stream">What the stream is, as <c>/proc</c> has it: <c>socket:[4711]</c>.</param>
    public static bool IsSame(string? named, string? stream) =>
        named?.Split(':') is [_, { Length: > 0 } inode] && stream == $"socket:[{inode}]";
}
