using System.Reflection;
using System.Runtime.Loader;

namespace LvsPluggable.Host.Plugins.Loading;

/// <summary>
/// Loads one plugin and its dependencies apart from those of others. The host's own are mapped, so that what was compiled ahead of time
/// is used: an installation replaces them by renaming. Those of others are read as a whole, because people copy files over others, and
/// that would pull the code from under a host that runs.
/// </summary>
internal sealed class PluginContext(string file, AssemblyDependencyResolver resolver) : AssemblyLoadContext(file)
{
    /// <summary>Loads the plugin's own assembly.</summary>
    public Assembly LoadPlugin() => LoadFile(Name!);

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        ArgumentNullException.ThrowIfNull(assemblyName);
        if (SharedAssemblies.TryGet(assemblyName.Name, out var shared))
        {
            return shared;
        }

        if (resolver.ResolveAssemblyToPath(assemblyName) is { } path)
        {
            return LoadFile(path);
        }

        // Null lets the host's context look, which would also find the packages that only the host uses.
        return SharedAssemblies.RuntimeFile(assemblyName.Name) is not null
            ? null
            : throw new FileNotFoundException($"{assemblyName.Name} is neither beside {Name} nor part of .NET");
    }

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;

    private Assembly LoadFile(string path)
    {
        if (path.StartsWith(AppContext.BaseDirectory, StringComparison.Ordinal))
        {
            return LoadFromAssemblyPath(path);
        }

        using var image = new MemoryStream(File.ReadAllBytes(path), writable: false);
        return LoadFromStream(image);
    }
}
