namespace LvsPluggable;

/// <summary>
/// Optional, on a check that learns numbers worth a curve, such as by how much a replica is behind. They change nothing in the table: the
/// host shows them in its status and as metrics.
/// </summary>
public interface IMeasuring
{
    /// <summary>
    /// What the last call measured; empty when it measured nothing. Read right after each call that answered. The host takes the first 16.
    /// </summary>
    IReadOnlyList<Measurement> Measurements { get; }
}
