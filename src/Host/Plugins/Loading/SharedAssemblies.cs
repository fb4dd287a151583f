using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Plugins.Loading;

/// <summary>
/// What plugins do not bring themselves: the contract and the logging abstractions, of which host and plugins must have the same
/// types, and .NET. All else that the host uses is not theirs to use, so that it can change without breaking them.
/// </summary>
internal static class SharedAssemblies
{
    private static readonly string Runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    // A host that brings .NET along has it in the folder of its own packages. Their names are the build's to say.
    private static readonly HashSet<string> Own = typeof(SharedAssemblies).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "OwnAssemblies").Value!
        .Split(' ').ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>A type of each assembly that host and plugins share.</summary>
    public static Type[] Types { get; } = [typeof(ILvsPlugin), typeof(ILogger)];

    /// <summary>
    /// What the shared assemblies refer to beyond .NET. The loader would share that as well; a plugin that needs it brings its own.
    /// </summary>
    public static IReadOnlyList<AssemblyName> NotShared { get; } =
    [
        .. Types.SelectMany(type => type.Assembly.GetReferencedAssemblies())
            .Where(reference => !TryGet(reference.Name, out _) && RuntimeFile(reference.Name) is null),
    ];

    /// <summary>The contract between host and plugins.</summary>
    public static Assembly Contract { get; } = typeof(ILvsPlugin).Assembly;

    /// <summary>The host's own copy of a shared assembly.</summary>
    public static bool TryGet(string? name, [NotNullWhen(true)] out Assembly? assembly)
    {
        assembly = Types.Select(type => type.Assembly).FirstOrDefault(
            shared => string.Equals(shared.GetName().Name, name, StringComparison.OrdinalIgnoreCase));
        return assembly is not null;
    }

    /// <summary>The version of this .NET: none of its assemblies has a later one.</summary>
    public static Version RuntimeVersion { get; } = typeof(object).Assembly.GetName().Version!;

    /// <summary>The file of an assembly of .NET; null when .NET has none of that name.</summary>
    public static string? RuntimeFile(string? name)
    {
        if (name is null || Own.Contains(name))
        {
            return null;
        }

        var path = Path.Combine(Runtime, name + ".dll");
        return File.Exists(path) ? path : null;
    }
}
