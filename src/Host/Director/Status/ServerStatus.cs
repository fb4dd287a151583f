namespace LvsPluggable.Host.Director.Status;

/// <summary>One real server, as people and programs are shown it.</summary>
internal sealed record ServerStatus
{
    public required string Host { get; init; }

    public required string Address { get; init; }

    public required int Port { get; init; }

    public required ServerState State { get; init; }

    /// <summary>Null when the server is not in the table.</summary>
    public int? Weight { get; init; }

    /// <summary>How packets reach it.</summary>
    public ForwardMethod ForwardMethod { get; init; }

    public required string Reason { get; init; }

    public IReadOnlyList<string> Notes { get; init; } = [];

    public DateTimeOffset Since { get; init; }

    public long ActiveConnections { get; init; }

    public long InactiveConnections { get; init; }

    /// <summary>What it has had since it is in the table; null when it is not in it.</summary>
    public TrafficStatus? Traffic { get; init; }

    /// <summary>What its checks measured last.</summary>
    public IReadOnlyList<MeasurementStatus> Measurements { get; init; } = [];

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
