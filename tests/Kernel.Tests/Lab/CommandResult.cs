namespace LvsPluggable.Kernel.Tests.Lab;

/// <summary>How a command ended and what it wrote.</summary>
public sealed record CommandResult(string Command, int ExitCode, string Output, string Error)
{
    /// <summary>The last reason that an OCF agent gave, or an empty text.</summary>
    public string Reason => Error.Split('\n').LastOrDefault(line => line.StartsWith(ReasonPrefix, StringComparison.Ordinal))
        ?.Substring(ReasonPrefix.Length) ?? "";

    private const string ReasonPrefix = "ocf-exit-reason:";

    /// <summary>This result, when the command ended as it should.</summary>
    public CommandResult Expect(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"Expected exit code {exitCode} from: {this}");
        return this;
    }

    public override string ToString() => $"{Command}\nexit code {ExitCode}\noutput: {Output}\nerror: {Error}";
}
