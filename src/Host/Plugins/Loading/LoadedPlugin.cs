namespace LvsPluggable.Host.Plugins.Loading;

/// <summary>A plugin in use.</summary>
internal sealed record LoadedPlugin
{
    /// <summary>The plugin. Its <see cref="ILvsPlugin.Configure"/> is third parties' code: guard the call.</summary>
    public required ILvsPlugin Plugin { get; init; }

    /// <summary><see cref="ILvsPlugin.Name"/>, as it was when the plugin was loaded.</summary>
    public required string Name { get; init; }

    /// <summary><see cref="ILvsPlugin.Parameters"/>, as they were when the plugin was loaded.</summary>
    public required IReadOnlyList<Parameter> Parameters { get; init; }

    /// <summary>The path of its DLL.</summary>
    public required string File { get; init; }

    /// <summary>The version of its assembly.</summary>
    public required Version Version { get; init; }

    /// <summary>What its file was when it was loaded; null where no file was.</summary>
    public FileVersion? Stamp { get; init; }
}
