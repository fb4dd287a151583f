using LvsPluggable.Host.Director.Status;

namespace LvsPluggable.Host.Metrics;

/// <summary>A metric that is read from the host's status.</summary>
/// <param name="Name">Its name, with the unit behind it.</param>
/// <param name="Help">What it is, in words.</param>
/// <param name="Read">Reads all its values.</param>
internal sealed record StatusMetric(string Name, string Help, Func<HostStatus, IEnumerable<StatusPoint>> Read)
{
    /// <summary>Whether a check measures it: nobody knows then whether it ever shrinks.</summary>
    public bool IsMeasured { get; init; }

    /// <summary>Whether it only ever grows.</summary>
    public bool IsCounter => !IsMeasured && Name.EndsWith("_total", StringComparison.Ordinal);

    /// <summary>The unit in UCUM, where it has one.</summary>
    public string? Unit => Name.Contains("_seconds", StringComparison.Ordinal) ? "s" : Name.Contains("_bytes", StringComparison.Ordinal) ? "By" : null;
}
