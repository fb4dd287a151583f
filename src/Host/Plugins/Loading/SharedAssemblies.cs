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

    /// <summary>The contract between host and plugins.</summary>
    public static Assembly Contract { get; } = typeof(ILvsPlugin).Assembly;

    private static Assembly Logging { get; } = typeof(ILogger).Assembly;

    /// <summary>The host's own copy of a shared assembly.</summary>
    public static bool TryGet(string? name, [NotNullWhen(true)] out Assembly? assembly)
    {
        assembly = new[] { Contract, Logging }.FirstOrDefault(
            shared => string.Equals(shared.GetName().Name, name, StringComparison.OrdinalIgnoreCase));
        return assembly is not null;
    }

    /// <summary>The file of an assembly of .NET; null when .NET has none of that name.</summary>
    public static string? RuntimeFile(string? name)
    {
        var path = Path.Combine(Runtime, name + ".dll");
        return File.Exists(path) ? path : null;
    }
}
