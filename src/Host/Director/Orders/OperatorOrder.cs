using System.Net;
using LvsPluggable.Host.Discovery;

namespace LvsPluggable.Host.Director.Orders;

/// <summary>What an operator asked of one real server, until it is taken back.</summary>
internal sealed record OperatorOrder
{
    public required OrderKind Kind { get; init; }

    /// <summary>A name or an address, either with a port or without, as the operator wrote it.</summary>
    public required string Server { get; init; }

    /// <summary>The weight, where that is what was asked for.</summary>
    public int? Weight { get; init; }

    /// <summary>Who asked for it.</summary>
    public required string By { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Whether a text means a server: by one of its names, or by its address, with its port or without.</summary>
    public static bool Means(string text, Candidate server) =>
        server.Hosts.Any(host => IsSame(text, host) || IsSame(text, $"{host}:{server.EndPoint.Port}"))
        || (IPAddress.TryParse(text, out var address)
            ? address.Equals(server.EndPoint.Address)
            : IPEndPoint.TryParse(text, out var endPoint) && endPoint.Equals(server.EndPoint));

    /// <summary>What is asked, in words.</summary>
    public override string ToString() => Kind switch
    {
        OrderKind.Weight => $"weight {Weight} for {Server}, set by {By}",
        _ => $"{Server} is drained by {By}",
    };

    private static bool IsSame(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
