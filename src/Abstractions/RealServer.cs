using System.Collections.ObjectModel;
using System.Net;

namespace LvsPluggable;

/// <summary>A real server, as a source lists it and as a check is given it.</summary>
public sealed record RealServer
{
    /// <summary>The name or address, as the source knows it: 1 to 253 printable characters without blanks or brackets.</summary>
    public required string Host { get; init; }

    /// <summary>
    /// The address, one that a host can have: not 0.0.0.0, a multicast or the broadcast address. A source leaves it null unless it knows better than the resolver; the host resolves <see cref="Host"/> and
    /// sets this before a check sees the server.
    /// </summary>
    public IPAddress? Address { get; init; }

    /// <summary>The port; 0 means the port of the virtual service. Another one can be reached by <see cref="ForwardMethod.Nat"/> alone.</summary>
    public int Port { get; init; }

    /// <summary>The weight that the source asks for, 0 to 65535; null means that it says nothing about it.</summary>
    public int? Weight { get; init; }

    /// <summary>How packets reach it; null means as those of the virtual service.</summary>
    public ForwardMethod? ForwardMethod { get; init; }

    /// <summary>
    /// The number of connections above which it gets no new ones; 0: no limit; null: that of <c>max_connections</c>.
    /// </summary>
    public int? UpperThreshold { get; init; }

    /// <summary>
    /// The number of connections below which it gets new ones again, no more than <see cref="UpperThreshold"/>; 0 or null: three quarters
    /// of that.
    /// </summary>
    public int? LowerThreshold { get; init; }

    /// <summary>
    /// What else the source knows of the server, for checks and status, for example <c>sync_state</c>; never null. The host takes at
    /// most 32, with names of 64 and values of 256 characters, and shows each on one line.
    /// </summary>
    /// <exception cref="ArgumentNullException">Set to null.</exception>
    public IReadOnlyDictionary<string, string> Labels
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(value));
    } = ReadOnlyDictionary<string, string>.Empty;
}
