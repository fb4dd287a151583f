using System.Text.Json.Serialization;

namespace Patroni;

/// <summary>A member in the answer to GET /cluster (https://patroni.readthedocs.io/en/latest/rest_api.html#cluster-status-endpoints).</summary>
internal sealed record Member
{
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>leader or standby_leader for the one that has the lock; replica, sync_standby and others.</summary>
    [JsonPropertyName("role")]
    public required string Role { get; init; }

    /// <summary>Where PostgreSQL is; a member that has none yet does not say it.</summary>
    [JsonPropertyName("host")]
    public string? Host { get; init; }

    [JsonPropertyName("port")]
    public int Port { get; init; }

    /// <summary>Where its Patroni is asked.</summary>
    [JsonPropertyName("api_url")]
    public string? Interface { get; init; }

    public bool HasLock => Role is "leader" or "standby_leader";
}
