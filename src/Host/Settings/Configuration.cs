using LvsPluggable.Host.Director;
using LvsPluggable.Host.Web;

namespace LvsPluggable.Host.Settings;

/// <summary>What came of reading the parameters: a plan for the director, or all mistakes.</summary>
internal sealed record Configuration
{
    /// <summary>Null when there are mistakes.</summary>
    public DirectorPlan? Plan { get; init; }

    /// <summary>The plugins with which it was read.</summary>
    public PluginsInUse Plugins { get; init; } = PluginsInUse.None;

    /// <summary>Where the status page is; null when it is nowhere.</summary>
    public WebSettings? StatusPage { get; init; }

    /// <summary>Where metrics are; null when they are nowhere.</summary>
    public WebSettings? Metrics { get; init; }

    /// <summary>What the configuration file says, from which the plan was made; null when there is none.</summary>
    public byte[]? File { get; init; }

    /// <summary>One sentence each.</summary>
    public IReadOnlyList<string> Mistakes { get; init; } = [];

    /// <summary>Why there is no plan.</summary>
    public Refusal Refusal { get; init; }
}
