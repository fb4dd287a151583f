using LvsPluggable.Host.Web;

namespace LvsPluggable.Host.Settings;

/// <summary>What came of reading where something is shown over HTTP.</summary>
internal sealed record ListenReading
{
    /// <summary>Where it is shown; null where it is not.</summary>
    public WebSettings? Settings { get; init; }

    /// <summary>Where metrics are; null when they are nowhere.</summary>
    public WebSettings? Metrics { get; init; }

    /// <summary>What is wrong on every node, a sentence each.</summary>
    public IReadOnlyList<string> Mistakes { get; init; } = [];

    /// <summary>What is wrong with the files of this node, a sentence each.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];
}
