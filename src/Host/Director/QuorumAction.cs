namespace LvsPluggable.Host.Director;

/// <summary>What becomes of the real servers when too few of them are fit.</summary>
internal enum QuorumAction
{
    /// <summary>They go on.</summary>
    Keep,

    /// <summary>They get no new connections; the fallback server does.</summary>
    Fallback,

    /// <summary>They get no new connections, and nobody does: clients are refused, and can go elsewhere.</summary>
    Withdraw,
}
