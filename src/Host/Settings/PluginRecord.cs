namespace LvsPluggable.Host.Settings;

/// <summary>What is kept of a plugin in use, for the host after this one.</summary>
internal sealed record PluginRecord
{
    public required string Name { get; init; }

    /// <summary>The version of its assembly.</summary>
    public required string Version { get; init; }

    /// <summary>The path of its DLL.</summary>
    public required string File { get; init; }

    /// <summary>The names of its parameters.</summary>
    public required IReadOnlyList<string> Parameters { get; init; }
}
