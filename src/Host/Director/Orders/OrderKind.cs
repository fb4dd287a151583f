namespace LvsPluggable.Host.Director.Orders;

/// <summary>What an operator may ask of a real server.</summary>
internal enum OrderKind
{
    /// <summary>No new connections; those it has go on.</summary>
    Drain,

    /// <summary>A weight of its own in place of the one that parameters and plugins give it.</summary>
    Weight,
}
