namespace LvsPluggable.Host.Director;

/// <summary>How much weight fit real servers should have together.</summary>
internal sealed record QuorumSettings
{
    /// <summary>The sum of weights that is enough.</summary>
    public required int Quorum { get; init; }

    /// <summary>So much less is enough where it was enough, and so much more is needed where it was not.</summary>
    public int Hysteresis { get; init; }

    public QuorumAction Action { get; init; }
}
