namespace LvsPluggable.Host.Ipvs;

/// <summary>A destination as the kernel reports it.</summary>
internal sealed record DestinationState
{
    public required Destination Destination { get; init; }

    /// <summary>Established connections.</summary>
    public uint ActiveConnections { get; init; }

    /// <summary>Connections in every other state, closing ones above all.</summary>
    public uint InactiveConnections { get; init; }

    /// <summary>Templates that keep clients on this destination.</summary>
    public uint PersistentConnections { get; init; }

    /// <summary>What it has had; all 0 where the kernel does not tell.</summary>
    public Traffic Traffic { get; init; }
}
