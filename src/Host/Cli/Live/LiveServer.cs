using LvsPluggable.Host.Director;
using LvsPluggable.Host.Director.Status;

namespace LvsPluggable.Host.Cli.Live;

/// <summary>A real server as it was seen last, and what it had lately.</summary>
internal sealed record LiveServer
{
    public required ServerKey Key { get; init; }

    public required ServerStatus Status { get; init; }

    /// <summary>What it had between the last two looks; null when that is not known.</summary>
    public Rates? Rates { get; init; }

    /// <summary>Its active connections.</summary>
    public required Trail Connections { get; init; }

    /// <summary>Its new connections a second.</summary>
    public required Trail Arrivals { get; init; }

    /// <summary>How much it needs somebody's attention: the least needs the most.</summary>
    public int Rank => Status.State switch
    {
        ServerState.Down or ServerState.Flapping => 0,
        ServerState.Doubted or ServerState.Draining or ServerState.Leaving => 1,
        ServerState.Unknown => 2,
        ServerState.Held or ServerState.Fallback => 3,
        _ => 4,
    };

    /// <summary>Whether a text is in what is shown of it.</summary>
    public bool Has(string text) => new[] { Status.Host, Key.Server, Key.Service, Key.Instance, Status.State.Word(), Status.Reason }
        .Concat(Status.Notes).Concat(Status.Labels.Select(label => $"{label.Key}={label.Value}"))
        .Any(shown => shown.Contains(text, StringComparison.OrdinalIgnoreCase));
}
