using System.Reflection;
using System.Runtime.Loader;

namespace LvsPluggable.Host.Plugins.Loading;

/// <summary>
/// Loads one plugin and its dependencies apart from those of others. Files are read as a whole instead of mapped, so that one
/// which is overwritten while the host runs does not pull the code from under it.
/// </summary>
internal sealed class PluginContext(string file, AssemblyDependencyResolver resolver) : AssemblyLoadContext(file)
{
    /// <summary>Loads the plugin's own assembly.</summary>
    public Assembly LoadPlugin() => LoadCopy(Name!);

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
            return LoadCopy(path);
        }

        // Null lets the host's context look, which would also find the packages that only the host uses.
        return SharedAssemblies.RuntimeFile(assemblyName.Name) is not null
            ? null
            : throw new FileNotFoundException($"{assemblyName.Name} is neither beside {Name} nor part of .NET");
    }

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;

    private Assembly LoadCopy(string path)
    {
        using var image = new MemoryStream(File.ReadAllBytes(path), writable: false);
        return LoadFromStream(image);
    }
}
