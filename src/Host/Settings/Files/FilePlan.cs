using LvsPluggable.Host.Director;

namespace LvsPluggable.Host.Settings.Files;

/// <summary>What came of reading a configuration file: a plan for the director, or all mistakes.</summary>
internal sealed record FilePlan
{
    /// <summary>Null when there are mistakes.</summary>
    public DirectorPlan? Plan { get; init; }

    /// <summary>In the order of their places.</summary>
    public IReadOnlyList<FileMistake> Mistakes { get; init; } = [];

    /// <summary>Why there is no plan.</summary>
    public Refusal Refusal { get; init; }
}
