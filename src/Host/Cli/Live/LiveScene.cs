using LvsPluggable.Host.Notices;

namespace LvsPluggable.Host.Cli.Live;

/// <summary>What is to be drawn.</summary>
internal sealed record LiveScene
{
    public required LiveView View { get; init; }

    /// <summary>The hosts, with all that is known of them.</summary>
    public required IReadOnlyList<LiveHost> Hosts { get; init; }

    /// <summary>What happened, the oldest first.</summary>
    public required IReadOnlyList<Notice> Events { get; init; }

    /// <summary>What is said where there is no host.</summary>
    public required string Nothing { get; init; }

    public required int Width { get; init; }

    public required int Height { get; init; }
}
