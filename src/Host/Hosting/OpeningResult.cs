using LvsPluggable.Host.Director;
using LvsPluggable.Host.Ocf;
using LvsPluggable.Host.Settings;
using LvsPluggable.Host.Web;

namespace LvsPluggable.Host.Hosting;

/// <summary>How a start went.</summary>
internal sealed record OpeningResult
{
    /// <summary>What start is to answer.</summary>
    public required OcfExitCode Code { get; init; }

    /// <summary>Why, in words; empty when it went well.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Whether it is the parameters that cannot be used.</summary>
    public bool IsRefusal { get; init; }

    /// <summary>What is in force; null when it did not go well.</summary>
    public DirectorPlan? Plan { get; init; }

    /// <summary>Where the status page is; null when it is nowhere.</summary>
    public WebSettings? StatusPage { get; init; }

    /// <summary>Where metrics are; null when they are nowhere.</summary>
    public WebSettings? Metrics { get; init; }

    /// <summary>The plugins that are in use.</summary>
    public PluginsInUse Plugins { get; init; } = PluginsInUse.None;

    /// <summary>Why later parameters than those in force were rejected; null when none were.</summary>
    public string? Rejected { get; init; }

    /// <summary>The parameters cannot be used.</summary>
    public static OpeningResult Refused(OcfExitCode code, string reason) => new() { Code = code, Reason = reason, IsRefusal = true };
}
