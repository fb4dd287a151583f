using System.Text.Json.Serialization;

namespace LvsPluggable.Host.Director.Status;

/// <summary>Something that is not as it should be.</summary>
internal sealed record ProblemStatus
{
    public required string What { get; init; }

    public required DateTimeOffset Since { get; init; }

    /// <summary>What stays the same while the words change.</summary>
    [JsonIgnore]
    public string Key { get; init; } = "";

    /// <summary>The virtual service that it is about; null when it is about all.</summary>
    [JsonIgnore]
    public string? Service { get; init; }
}
