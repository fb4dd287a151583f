using LvsPluggable.Text;

namespace LvsPluggable.Host.Plugins.Loading;

/// <summary>Says of what does not lie where plugins are looked for where it should be.</summary>
internal static class MisplacedPlugin
{
    /// <summary>A plugin folder is not there.</summary>
    public static string NoFolder(string root) => File.Exists(root)
        ? "it is a file, and should be the folder that holds NAME/NAME.dll of each plugin"
        : "there is no such folder, or it cannot be read; it should be the one that holds NAME/NAME.dll of each plugin";

    /// <summary>A folder of the plugin folder has no DLL of its own name.</summary>
    public static string NoLibrary(string folder)
    {
        const string none = "there is no such file, or it cannot be read";
        var name = Path.GetFileName(folder);
        try
        {
            if (PluginLibraries.In(folder) is [var other])
            {
                var right = Path.GetFileNameWithoutExtension(other);
                return $"{none}; there is {Path.GetFileName(other)}, whose folder should be named {right}: mv {folder} {Path.GetDirectoryName(folder)}/{right}";
            }

            // As a build for several frameworks leaves it.
            return Directory.EnumerateDirectories(folder).Where(inner => File.Exists(Path.Combine(inner, name + ".dll"))).Order(StringComparer.Ordinal)
                .FirstOrDefault() is { } inner
                ? $"{none}; there is {Path.GetFileName(inner)}/{name}.dll: what lies in {Path.GetFileName(inner)} should lie in {folder} itself"
                : $"{none}; the folder of a plugin should hold a DLL of its name and what that needs";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return $"{none}: {OneLine.Of(failure.Message)}";
        }
    }

    /// <summary>A DLL lies in the plugin folder itself.</summary>
    public static string OutsideFolder(string library)
    {
        var name = Path.GetFileNameWithoutExtension(library);
        return $"it lies in the plugin folder itself and is not looked at; a plugin should be in a folder of its name, with what it needs: {Path.GetDirectoryName(library)}/{name}/{name}.dll";
    }
}
