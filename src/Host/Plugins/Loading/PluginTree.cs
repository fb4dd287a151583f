using System.ComponentModel;
using LvsPluggable.Trust;

namespace LvsPluggable.Host.Plugins.Loading;

/// <summary>Walks through all that a plugin's folder holds, links followed: all of it may be executed.</summary>
internal static class PluginTree
{
    /// <summary>The path itself and, once the caller goes on, what is below it, by name.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    /// <exception cref="Win32Exception">A link leads nowhere.</exception>
    public static IEnumerable<string> Entries(string path) => Entries(path, []);

    private static IEnumerable<string> Entries(string path, HashSet<string> seen)
    {
        yield return path;
        var real = FileOwnership.RealPath(path);
        if (seen.Add(real) && Directory.Exists(real))
        {
            foreach (var entry in Directory.EnumerateFileSystemEntries(real).Order(StringComparer.Ordinal).SelectMany(entry => Entries(entry, seen)))
            {
                yield return entry;
            }
        }
    }
}
