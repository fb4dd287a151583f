namespace LvsPluggable.Postgres.Check;

/// <summary>What is asked of a server.</summary>
internal sealed record CheckSettings
{
    public required ServerRole Role { get; init; }

    /// <summary>By how many bytes of log a standby may be behind; null means any number.</summary>
    public long? MaxLagBytes { get; init; }

    /// <summary>By how much time a standby may be behind; null means any.</summary>
    public TimeSpan? MaxLag { get; init; }

    public bool RequireStreaming { get; init; }

    public bool WeightByLag { get; init; }

    /// <summary>Whether a primary that the source lists for want of a fit standby is fit as well.</summary>
    public bool FallbackToPrimary { get; init; }

    /// <summary>How often a new connection must prove that clients can connect; zero: with every look.</summary>
    public required TimeSpan ReconnectInterval { get; init; }

    /// <summary>How long one check may take; a little less than what the host allows, to be able to say what was late.</summary>
    public required TimeSpan Limit { get; init; }
}
