using LvsPluggable.Host.Director.Orders;

namespace LvsPluggable.Host.Hosting;

/// <summary>What an operator asks a running host to do with a real server.</summary>
internal sealed record OrderRequest
{
    public required OrderKind Kind { get; init; }

    /// <summary>A name or an address, either with a port or without.</summary>
    public required string Server { get; init; }

    /// <summary>Whether an earlier order of this kind is taken back.</summary>
    public bool IsTakenBack { get; init; }

    /// <summary>The weight, where one is asked for.</summary>
    public int? Weight { get; init; }

    /// <summary>Who asks.</summary>
    public required string By { get; init; }
}
