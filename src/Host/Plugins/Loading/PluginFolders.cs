using LvsPluggable.Host.Text;

namespace LvsPluggable.Host.Plugins.Loading;

/// <summary>Finds what may be a plugin: NAME/NAME.dll under each plugin folder.</summary>
internal static class PluginFolders
{
    /// <summary>The files, in the order of the folders, by name in each; folders that do not exist have none.</summary>
    /// <param name="folders">The plugin folders; one given twice counts once.</param>
    /// <param name="refused">Gets what looks like a plugin and cannot be one.</param>
    public static IReadOnlyList<PluginFile> Find(IReadOnlyList<string> folders, ICollection<RefusedPlugin> refused)
    {
        var files = new List<PluginFile>();
        var roots = folders
            .Where(folder => !string.IsNullOrWhiteSpace(folder))
            .Select(folder => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)))
            .Distinct(StringComparer.Ordinal);
        foreach (var root in roots)
        {
            foreach (var folder in Subfolders(root, refused))
            {
                var path = Path.Combine(folder, Path.GetFileName(folder) + ".dll");
                if (File.Exists(path))
                {
                    files.Add(new PluginFile { Root = root, Folder = folder, Path = path });
                }
                else
                {
                    refused.Add(new RefusedPlugin { File = path, Reason = "there is no such file, or it cannot be read" });
                }
            }
        }

        return files;
    }

    private static string[] Subfolders(string root, ICollection<RefusedPlugin> refused)
    {
        if (!Directory.Exists(root))
        {
            return [];
        }

        try
        {
            return
            [
                .. Directory.EnumerateDirectories(root)
                    .Where(folder => Path.GetFileName(folder)[0] != '.')
                    .Order(StringComparer.Ordinal),
            ];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            refused.Add(new RefusedPlugin { File = root, Reason = $"the folder cannot be read, {Words.WithType(failure)}" });
            return [];
        }
    }
}
