namespace LvsPluggable.Host.Plugins.Loading;

/// <summary>
/// Loads what the plugin folders hold. Called again, it loads what is new and keeps what is loaded, whose code could not be
/// unloaded anyway. For one caller at a time.
/// </summary>
internal sealed class PluginLoader
{
    private readonly Dictionary<string, PluginAssembly> _assemblies = new(StringComparer.Ordinal);

    /// <summary>Looks into the folders. Never throws for what is in them.</summary>
    /// <param name="folders">The plugin folders.</param>
    /// <param name="hostParameters">The host's own parameters, whose names plugins cannot have.</param>
    /// <param name="first">A plugin that goes before those of the folders, whose names it takes; null for none.</param>
    /// <param name="hashesOf">The list that a plugin's files must be in; null for a plugin that needs to be in none.</param>
    public PluginCatalog Load(
        IReadOnlyList<string> folders,
        IReadOnlyList<Parameter> hostParameters,
        PluginFile? first = null,
        Func<PluginFile, PluginHashes?>? hashesOf = null)
    {
        var refused = new List<RefusedPlugin>();
        IReadOnlyList<PluginFile> files = PluginFolders.Find(folders, refused);
        if (first is not null)
        {
            files = [first, .. files.Where(file => file.Path != first.Path)];
        }

        var assemblies = new List<PluginAssembly>();
        foreach (var file in files)
        {
            if (Open(file, hashesOf?.Invoke(file), refused) is { } assembly)
            {
                assemblies.Add(assembly);
            }
        }

        var loaded = Admit(assemblies, new NameRegister(hostParameters), refused);
        return new PluginCatalog(
            [.. assemblies.SelectMany(assembly => loaded.Where(plugin => plugin.File == assembly.File.Path))],
            refused);
    }

    private PluginAssembly? Open(PluginFile file, PluginHashes? hashes, List<RefusedPlugin> refused)
    {
        var held = _assemblies.GetValueOrDefault(file.Path);
        try
        {
            PluginTrust.Check(file);
            hashes?.Check(file);
            if (held is not null && held.Version == file.Version())
            {
                return held;
            }

            if (held is { IsInUse: true })
            {
                const string outdated = "it has changed since it was loaded; \"lvsdr restart --adopt\" uses it, and cuts nothing";
                refused.Add(new RefusedPlugin { File = file.Path, Reason = outdated, IsOutdated = true });
                return held;
            }

            return _assemblies[file.Path] = PluginAssembly.Load(file);
        }
        catch (PluginRefusedException refusal)
        {
            refused.Add(new RefusedPlugin { File = file.Path, Reason = refusal.Message });
            return held is { IsInUse: true } ? held : null;
        }
    }

    // Those in use come first: a new file that wants one of their names must not take it from a service that runs.
    private static List<LoadedPlugin> Admit(List<PluginAssembly> assemblies, NameRegister names, List<RefusedPlugin> refused)
    {
        var loaded = new List<LoadedPlugin>();
        foreach (var assembly in assemblies.Where(assembly => assembly.IsInUse).Concat(assemblies.Where(assembly => !assembly.IsInUse)).ToList())
        {
            assembly.IsInUse = false;
            foreach (var plugin in assembly.Plugins(refused))
            {
                try
                {
                    names.Claim(plugin);
                    loaded.Add(plugin);
                    assembly.IsInUse = true;
                }
                catch (PluginRefusedException refusal)
                {
                    refused.Add(new RefusedPlugin { File = plugin.File, Reason = refusal.Message });
                }
            }
        }

        return loaded;
    }
}
