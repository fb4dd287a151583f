using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.Loader;
using LvsPluggable.Host.Plugins.Running;
using LvsPluggable.Host.Text;
using LvsPluggable.Text;
using McMaster.NETCore.Plugins.Loader;

namespace LvsPluggable.Host.Plugins.Loading;

/// <summary>An assembly that is loaded, and its plugins. It stays loaded, with the same plugins, as long as the process lives.</summary>
internal sealed class PluginAssembly
{
    private readonly Assembly _assembly;
    private readonly Type[] _types;
    private readonly Dictionary<Type, LoadedPlugin> _plugins = [];

    private PluginAssembly(PluginFile file, FileVersion version, Assembly assembly)
    {
        File = file;
        Version = version;
        _assembly = assembly;
        _types = PluginTypes(assembly);
    }

    public PluginFile File { get; }

    /// <summary>The version of the file that was loaded, which need not be that of the file now.</summary>
    public FileVersion Version { get; }

    /// <summary>Whether the host uses a plugin of it.</summary>
    public bool IsInUse { get; set; }

    /// <summary>Checks a file and loads it. Runs none of its code yet.</summary>
    /// <exception cref="PluginRefusedException">It cannot be used.</exception>
    public static PluginAssembly Load(PluginFile file)
    {
        var version = file.Version();
        try
        {
            var resolver = new AssemblyDependencyResolver(file.Path);
            new PluginDependencies(file, resolver).Check();
            return new PluginAssembly(file, version, Load(file.Path));
        }
        catch (Exception failure) when (failure is not PluginRefusedException)
        {
            throw new PluginRefusedException($"it cannot be loaded, {Words.WithType(failure)}", failure);
        }
    }

    // Apart from other plugins, but for what all have in common. The builder is used and not the library's PluginLoader, which reads the
    // host's runtimeconfig.json with a serializer for each plugin, and lazily, as else it loads all that the shared assemblies refer to.
    private static Assembly Load(string path)
    {
        var builder = new AssemblyLoadContextBuilder()
            .SetMainAssemblyPath(path).SetDefaultContext(AssemblyLoadContext.Default).IsLazyLoaded(true);
        foreach (var type in SharedAssemblies.Types)
        {
            builder.PreferDefaultLoadContextAssembly(type.Assembly.GetName());
        }

        foreach (var name in SharedAssemblies.NotShared)
        {
            builder.PreferLoadContextAssembly(name);
        }

        // The host's own files are mapped, so that what was compiled ahead of time is used: an installation replaces them by renaming.
        if (path.StartsWith(AppContext.BaseDirectory, StringComparison.Ordinal))
        {
            return builder.Build().LoadFromAssemblyPath(path);
        }

        // Those of others are read as a whole, because people copy files over others, and that would pull the code from under a host
        // that runs.
        var context = builder.PreloadAssembliesIntoMemory().ShadowCopyNativeLibraries().Build();
        using var code = System.IO.File.OpenRead(path);
        var symbols = Path.ChangeExtension(path, ".pdb");
        using var lines = System.IO.File.Exists(symbols) ? System.IO.File.OpenRead(symbols) : null;
        return context.LoadFromStream(code, lines);
    }

    /// <summary>Its plugins, each created once. One that could not be created is tried again.</summary>
    /// <param name="refused">Gets those that cannot be created.</param>
    public IReadOnlyList<LoadedPlugin> Plugins(ICollection<RefusedPlugin> refused)
    {
        foreach (var type in _types.Where(type => !_plugins.ContainsKey(type)))
        {
            try
            {
                _plugins.Add(type, BoundedCall.Run(() => Create(type), BoundedCall.Deadline));
            }
            catch (TimeoutException late)
            {
                refused.Add(new RefusedPlugin { File = File.Path, Reason = $"its type {type.FullName} cannot be created, {late.Message}" });
            }
            catch (PluginRefusedException refusal)
            {
                refused.Add(new RefusedPlugin { File = File.Path, Reason = refusal.Message });
            }
        }

        return [.. _types.Where(_plugins.ContainsKey).Select(type => _plugins[type])];
    }

    [SuppressMessage("Trimming", "IL2026", Justification = "Plugins are loaded whole; the host is not trimmed.")]
    private static Type[] PluginTypes(Assembly assembly)
    {
        Type[] types;
        try
        {
            types = assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException failure)
        {
            throw new PluginRefusedException(
                $"its types cannot be loaded, {Words.WithType(failure.LoaderExceptions.FirstOrDefault() ?? failure)}", failure);
        }

        var plugins = types
            .Where(type => type is { IsClass: true, IsAbstract: false } && typeof(ILvsPlugin).IsAssignableFrom(type))
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .ToArray();
        return plugins.Length > 0 ? plugins : throw new PluginRefusedException("it has no type that implements ILvsPlugin");
    }

    private LoadedPlugin Create(Type type)
    {
        if (type.ContainsGenericParameters || type.GetConstructor(Type.EmptyTypes) is null)
        {
            throw new PluginRefusedException($"its type {type.FullName} has no public constructor without parameters");
        }

        var plugin = Guard(type, "constructor", () => (ILvsPlugin)Activator.CreateInstance(type)!);
        var name = OneLine.Of(Guard(type, "Name", () => plugin.Name));
        if (name.Length == 0)
        {
            throw new PluginRefusedException($"its type {type.FullName} has no Name");
        }

        var parameters = Guard(type, "Parameters", () => plugin.Parameters?.ToArray())
            ?? throw new PluginRefusedException($"the Parameters of its plugin {name} are null");
        foreach (var parameter in parameters)
        {
            ParameterRules.Check(parameter);
        }

        return new LoadedPlugin
        {
            Plugin = plugin,
            Name = name,
            Parameters = parameters,
            File = File.Path,
            Version = _assembly.GetName().Version ?? new Version(0, 0),
            Stamp = Version,
        };
    }

    private static T Guard<T>(Type type, string member, Func<T> call)
    {
        try
        {
            return call();
        }
        catch (Exception failure)
        {
            throw new PluginRefusedException($"the {member} of its type {type.FullName} threw {Words.WithType(failure)}", failure);
        }
    }
}
