namespace LvsPluggable.Host.Converting;

/// <summary>A real server in the words of lvsdr.</summary>
internal sealed record ConvertedServer
{
    public required SourcePlace Place { get; init; }

    /// <summary>The name or address, without brackets.</summary>
    public required string Host { get; init; }

    /// <summary>The port; empty and 0 mean that there is none.</summary>
    public string Port { get; init; } = "";

    public string Weight { get; init; } = "1";

    /// <summary>The number of connections from which it gets no new ones; empty for no limit.</summary>
    public string Upper { get; init; } = "";

    /// <summary>The number of connections below which it gets new ones again; empty where nobody says.</summary>
    public string Lower { get; init; } = "";

    /// <summary>dr, nat or tunnel.</summary>
    public string Method { get; init; } = "dr";

    /// <summary>How a tunnel encapsulates, by parameter; empty for what is not reached by one.</summary>
    public IReadOnlyDictionary<string, string> Tunnel { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether it has a port of its own.</summary>
    public bool HasPort => Port is not ("" or "0");

    /// <summary>The port that lvsdr asks where nobody says: its own where it can have one, else the service's.</summary>
    /// <param name="servicePort">The port of the service; null for a firewall mark.</param>
    public string? AskedPort(string? servicePort) => HasPort && (Method == "nat" || servicePort is null or "0") ? Port : servicePort;
}
