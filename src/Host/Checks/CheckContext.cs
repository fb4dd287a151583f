using System.Net;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Checks;

/// <summary>What all checks of one virtual service have in common.</summary>
internal sealed record CheckContext
{
    public required CheckSettings Settings { get; init; }

    public required INeighbours Neighbours { get; init; }

    /// <summary>The virtual address; null for a mark in its place.</summary>
    public IPAddress? VirtualAddress { get; init; }

    /// <summary>How packets reach servers that say nothing of it. All but those behind NAT have the virtual address too.</summary>
    public ForwardMethod Method { get; init; }

    public required TimeProvider Time { get; init; }

    public required ILogger Log { get; init; }

    /// <summary>Told of every call of a check, once it counts.</summary>
    public Action<CheckCall>? Called { get; init; }

    /// <summary>Called after every change of what is known.</summary>
    public required Action Changed { get; init; }
}
