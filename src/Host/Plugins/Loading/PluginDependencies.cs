using System.Reflection;
using System.Runtime.Loader;
using System.Runtime.Versioning;
using LvsPluggable.Host.Text;
using LvsPluggable.Trust;

namespace LvsPluggable.Host.Plugins.Loading;

/// <summary>
/// Finds out before a plugin is loaded whether all that it refers to is there. The runtime itself would notice when the code that
/// needs it runs, which may be hours later.
/// </summary>
internal sealed class PluginDependencies(PluginFile file, AssemblyDependencyResolver resolver)
{
    private readonly HashSet<string> _seen = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Walks the references of the plugin and of all that it brings.</summary>
    /// <exception cref="PluginRefusedException">One is missing, too old, or the plugin is no plugin for this host.</exception>
    public void Check()
    {
        var plugin = Read(file.Path);
        var contract = plugin.References.FirstOrDefault(IsContract)
            ?? throw new PluginRefusedException(
                $"it is no lvsdr plugin, as it does not refer to {SharedAssemblies.Contract.GetName().Name}");

        // Before the rest: a plugin for another contract may be right to need what is not here.
        CheckContract(contract.Version!, SharedAssemblies.Contract.GetName().Version!);
        CheckFramework(plugin.Framework);

        var remaining = new Stack<AssemblyMetadata>([plugin]);
        while (remaining.TryPop(out var assembly))
        {
            foreach (var reference in assembly.References.Where(reference => _seen.Add(reference.Name!)))
            {
                if (Check(reference, assembly.Name) is { } dependency)
                {
                    remaining.Push(dependency);
                }
            }
        }
    }

    /// <summary>Whether it is the contract that is referred to.</summary>
    public static bool IsContract(AssemblyName reference) =>
        string.Equals(reference.Name, SharedAssemblies.Contract.GetName().Name, StringComparison.OrdinalIgnoreCase);

    private AssemblyMetadata? Check(AssemblyName reference, AssemblyName user)
    {
        if (IsContract(reference))
        {
            CheckContract(reference.Version!, SharedAssemblies.Contract.GetName().Version!);
            return null;
        }

        if (SharedAssemblies.TryGet(reference.Name, out var shared))
        {
            CheckVersion(reference, shared.GetName(), user, "the host's");
            return null;
        }

        if (resolver.ResolveAssemblyToPath(reference) is { } path)
        {
            return CheckPrivate(reference, path, user);
        }

        if (SharedAssemblies.RuntimeFile(reference.Name) is not { } runtime)
        {
            throw new PluginRefusedException($"its dependency {reference.Name} {reference.Version}, which {user.Name} needs, is missing");
        }

        // What was built for this .NET or one before it never needs more than this one has.
        if (reference.Version > SharedAssemblies.RuntimeVersion)
        {
            CheckVersion(reference, Read(runtime).Name, user, "that of this .NET");
        }

        return null;
    }

    private AssemblyMetadata CheckPrivate(AssemblyName reference, string path, AssemblyName user)
    {
        // What lies elsewhere was not checked for who may write to it.
        if (!IsBelow(path, file.Folder) && !IsBelow(path, FileOwnership.RealPath(file.Folder)))
        {
            throw new PluginRefusedException($"its dependency {reference.Name} is {path}, which lies outside its folder");
        }

        if (!File.Exists(path))
        {
            throw new PluginRefusedException($"its dependency {reference.Name} {reference.Version}, which {user.Name} needs, is missing");
        }

        var dependency = Read(path);
        CheckVersion(reference, dependency.Name, user, path);
        return dependency;
    }

    private static bool IsBelow(string path, string folder) => path.StartsWith(folder + "/", StringComparison.Ordinal);

    // Minor versions add to the contract: what was built against an older one still finds all that it uses.
    private static void CheckContract(Version built, Version host)
    {
        if (built.Major != host.Major || built.Minor > host.Minor)
        {
            var mend = built.Major < host.Major ? $"build it against contract {host.Major}.{host.Minor}" : "install the lvsdr that has it, or build it against this one";
            throw new PluginRefusedException(
                $"it was built against contract {built.Major}.{built.Minor}, and this host has {host.Major}.{host.Minor}; {mend}");
        }
    }

    private static void CheckFramework(FrameworkName? built)
    {
        var host = SharedAssemblies.RuntimeVersion;
        if (built is { Identifier: ".NETCoreApp" } && (built.Version.Major, built.Version.Minor).CompareTo((host.Major, host.Minor)) > 0)
        {
            throw new PluginRefusedException(
                $"it was built for .NET {built.Version.Major}.{built.Version.Minor}, and this host runs on .NET {host.Major}.{host.Minor}; "
                    + $"build it with the target framework net{host.Major}.{host.Minor}");
        }
    }

    private static void CheckVersion(AssemblyName reference, AssemblyName found, AssemblyName user, string where)
    {
        if (reference.Version > found.Version)
        {
            throw new PluginRefusedException(
                $"{user.Name} needs {reference.Name} {reference.Version}, and {where} is {found.Version}");
        }
    }

    private static AssemblyMetadata Read(string path)
    {
        try
        {
            return AssemblyMetadata.Read(path);
        }
        catch (Exception wrong) when (wrong is BadImageFormatException or InvalidOperationException)
        {
            throw new PluginRefusedException("it is not a .NET assembly", wrong);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new PluginRefusedException($"it cannot be read, {Words.WithType(failure)}", failure);
        }
    }
}
