namespace LvsPluggable.Host.Plugins.Loading;

/// <summary>A file that may be a plugin: NAME/NAME.dll under a plugin folder.</summary>
internal sealed record PluginFile
{
    /// <summary>The plugin folder.</summary>
    public required string Root { get; init; }

    /// <summary>The folder NAME.</summary>
    public required string Folder { get; init; }

    /// <summary>The path of the DLL.</summary>
    public required string Path { get; init; }

    /// <summary>What tells this file from another one that later has its place.</summary>
    public FileVersion Version() => FileVersion.Of(Path);
}
