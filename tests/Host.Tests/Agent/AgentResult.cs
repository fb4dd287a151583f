namespace LvsPluggable.Host.Tests.Agent;

/// <summary>How an action of the agent ended.</summary>
internal sealed record AgentResult(int ExitCode, string Output, string Errors)
{
    /// <summary>The reason that Pacemaker would show: the last one.</summary>
    public string? Reason => Errors.Split('\n')
        .LastOrDefault(line => line.StartsWith("ocf-exit-reason:", StringComparison.Ordinal))?["ocf-exit-reason:".Length..];
}
