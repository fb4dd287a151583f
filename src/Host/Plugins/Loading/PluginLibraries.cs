namespace LvsPluggable.Host.Plugins.Loading;

/// <summary>Tells DLLs that may be plugins from those that these need.</summary>
internal static class PluginLibraries
{
    /// <summary>The DLLs of a folder that refer to the contract, by name.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static IReadOnlyList<string> In(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.dll").Where(RefersToContract).Order(StringComparer.Ordinal)];

    private static bool RefersToContract(string path)
    {
        try
        {
            return AssemblyMetadata.Read(path).References.Any(PluginDependencies.IsContract);
        }
        catch (Exception wrong) when (wrong is BadImageFormatException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
