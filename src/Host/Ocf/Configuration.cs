using LvsPluggable.Host.Director;

namespace LvsPluggable.Host.Ocf;

/// <summary>What came of reading the parameters: a plan for the director, or all mistakes.</summary>
internal sealed record Configuration
{
    /// <summary>Null when there are mistakes.</summary>
    public DirectorPlan? Plan { get; init; }

    /// <summary>Null when the parameters could not even be read.</summary>
    public Settings? Settings { get; init; }

    /// <summary>One sentence each.</summary>
    public IReadOnlyList<string> Mistakes { get; init; } = [];

    /// <summary>The OCF exit code that the mistakes call for.</summary>
    public OcfExitCode ExitCode { get; init; }
}
