namespace LvsPluggable.Host.Settings.Files;

/// <summary>What became of services that had a host each when they were gathered into one configuration file.</summary>
internal sealed record GatheredFile
{
    public required ConfigurationFile File { get; init; }

    /// <summary>What they said that belongs beside the file.</summary>
    public required IReadOnlyDictionary<string, string> Beside { get; init; }

    /// <summary>A sentence for each parameter that is there once and was not the same in all of them.</summary>
    public required IReadOnlyList<string> Differences { get; init; }
}
