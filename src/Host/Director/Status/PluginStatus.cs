namespace LvsPluggable.Host.Director.Status;

/// <summary>A plugin of a running host, and its file.</summary>
internal sealed record PluginStatus
{
    public required string Name { get; init; }

    /// <summary>The path of its DLL.</summary>
    public required string File { get; init; }

    /// <summary>The version of the assembly that runs; null when the plugin went before this host was started.</summary>
    public string? Loaded { get; init; }

    /// <summary>The version of the file now; null when there is none.</summary>
    public string? OnDisk { get; init; }

    /// <summary>Whether the file is the one that was loaded.</summary>
    public required bool IsCurrent { get; init; }
}
