using LvsPluggable.Host.Discovery;

namespace LvsPluggable.Host.Director;

/// <summary>A real server of the last list, as it is kept beyond the life of the host.</summary>
internal sealed record RememberedServer
{
    public required Candidate Candidate { get; init; }

    /// <summary>When it was found to be listed no more, on the machine's monotonic clock; null for one that is listed.</summary>
    public TimeSpan? LeavingSince { get; init; }

    /// <summary>What weights in the kernel's table are multiplied by.</summary>
    public int Scale { get; init; } = 1;

    /// <summary>Whether another one says the same, texts compared.</summary>
    public bool IsSameAs(RememberedServer other) =>
        LeavingSince == other.LeavingSince
        && Scale == other.Scale
        && Candidate.EndPoint.Equals(other.Candidate.EndPoint)
        && Candidate.Weight == other.Candidate.Weight
        && Candidate.ForwardMethod == other.Candidate.ForwardMethod
        && Candidate.UpperThreshold == other.Candidate.UpperThreshold
        && Candidate.LowerThreshold == other.Candidate.LowerThreshold
        && Candidate.Hosts.SequenceEqual(other.Candidate.Hosts, StringComparer.Ordinal)
        && Candidate.Labels.Count == other.Candidate.Labels.Count
        && Candidate.Labels.All(label => other.Candidate.Labels.GetValueOrDefault(label.Key) == label.Value);
}
