namespace LvsPluggable.Host.Plugins.Loading;

/// <summary>What the plugin folders hold.</summary>
internal sealed class PluginCatalog(IReadOnlyList<LoadedPlugin> loaded, IReadOnlyList<RefusedPlugin> refused)
{
    /// <summary>The plugins in use, in the order of the folders and of the names in each.</summary>
    public IReadOnlyList<LoadedPlugin> Loaded { get; } = loaded;

    /// <summary>What was refused and why.</summary>
    public IReadOnlyList<RefusedPlugin> Refused { get; } = refused;

    /// <summary>Whether any is in use as it was before its file changed.</summary>
    public bool IsOutdated => Refused.Any(refused => refused.IsOutdated);

    /// <summary>The parameters of all plugins in use; no two have the same name, nor that of one of the host's.</summary>
    public IReadOnlyList<Parameter> Parameters { get; } = [.. loaded.SelectMany(plugin => plugin.Parameters)];
}
