namespace LvsPluggable;

/// <summary>What a health check found. The numbers are part of the contract.</summary>
public enum HealthStatus
{
    /// <summary>It cannot be told: the server keeps its state, and one never yet known stays out.</summary>
    Unknown = 0,

    /// <summary>The server is fit.</summary>
    Healthy = 1,

    /// <summary>The server gets weight 0: no new connections, established ones go on.</summary>
    Drain = 2,

    /// <summary>The server leaves the table.</summary>
    Unhealthy = 3,
}
