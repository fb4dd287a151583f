namespace LvsPluggable;

/// <summary>What one health check found of one real server. The default value is <see cref="HealthStatus.Unknown"/>.</summary>
public readonly record struct HealthResult
{
    private readonly int? _weightPercent;

    /// <summary>What was found.</summary>
    public HealthStatus Status { get; init; }

    /// <summary>
    /// Whether this one result decides, in either direction. One that is not certain is a step: towards <c>fall</c> when it is
    /// <see cref="HealthStatus.Unhealthy"/> (a time-out, for example), towards <c>rise</c> when it is healthy and the server is not. A
    /// server that fell by steps alone is in doubt: it gets weight 0 and is removed only when that lasts <c>doubt_timeout</c>. A certain
    /// failure removes it at once.
    /// </summary>
    public bool IsCertain { get; init; }

    /// <summary>Why, in words for people, without secrets; the host shows at most 500 characters, on one line.</summary>
    public string? Reason { get; init; }

    /// <summary>
    /// The percentage of the server's weight that it should have, 0 to 100; null means all of it. A positive weight never
    /// becomes 0 by it.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to less than 0 or more than 100.</exception>
    public int? WeightPercent
    {
        get => _weightPercent;
        init
        {
            if (value is { } percent)
            {
                ArgumentOutOfRangeException.ThrowIfNegative(percent, nameof(value));
                ArgumentOutOfRangeException.ThrowIfGreaterThan(percent, 100, nameof(value));
            }

            _weightPercent = value;
        }
    }

    /// <summary>The server is fit; if it was not, this is a step towards <c>rise</c>.</summary>
    /// <param name="reason">What was found, in words.</param>
    public static HealthResult Healthy(string? reason = null) => new() { Status = HealthStatus.Healthy, Reason = reason };

    /// <summary>The server is certainly fit, and comes back at once.</summary>
    /// <param name="reason">What was found, in words.</param>
    public static HealthResult Recovered(string? reason = null) =>
        new() { Status = HealthStatus.Healthy, IsCertain = true, Reason = reason };

    /// <summary>The server should get no new connections.</summary>
    /// <param name="reason">Why, in words.</param>
    public static HealthResult Drain(string reason) => new() { Status = HealthStatus.Drain, Reason = reason };

    /// <summary>The server is certainly not fit, and leaves at once.</summary>
    /// <param name="reason">Why, in words.</param>
    public static HealthResult Unhealthy(string reason) =>
        new() { Status = HealthStatus.Unhealthy, IsCertain = true, Reason = reason };

    /// <summary>The server did not prove fit this time: a step towards <c>fall</c>.</summary>
    /// <param name="reason">Why, in words.</param>
    public static HealthResult Failing(string reason) => new() { Status = HealthStatus.Unhealthy, Reason = reason };

    /// <summary>It cannot be told.</summary>
    /// <param name="reason">Why not, in words.</param>
    public static HealthResult Unknown(string reason) => new() { Status = HealthStatus.Unknown, Reason = reason };
}
