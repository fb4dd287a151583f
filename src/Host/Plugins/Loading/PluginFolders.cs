using LvsPluggable.Host.Text;

namespace LvsPluggable.Host.Plugins.Loading;

/// <summary>Finds what may be a plugin: NAME/NAME.dll under each plugin folder.</summary>
internal static class PluginFolders
{
    /// <summary>The files, in the order of the folders, by name in each.</summary>
    /// <param name="folders">The plugin folders; one given twice counts once.</param>
    /// <param name="refused">Gets what looks like a plugin and cannot be one, and folders that are not there.</param>
    public static IReadOnlyList<PluginFile> Find(IReadOnlyList<string> folders, ICollection<RefusedPlugin> refused)
    {
        var files = new List<PluginFile>();
        var roots = folders
            .Where(folder => !string.IsNullOrWhiteSpace(folder))
            .Select(folder => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)))
            .Distinct(StringComparer.Ordinal);
        foreach (var root in roots)
        {
            try
            {
                files.AddRange(FilesIn(root, refused));
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                refused.Add(new RefusedPlugin { File = root, Reason = $"the folder cannot be read, {Words.WithType(failure)}" });
            }
        }

        return files;
    }

    private static List<PluginFile> FilesIn(string root, ICollection<RefusedPlugin> refused)
    {
        var files = new List<PluginFile>();
        if (!Directory.Exists(root))
        {
            refused.Add(new RefusedPlugin { File = root, Reason = MisplacedPlugin.NoFolder(root) });
            return files;
        }

        foreach (var folder in Visible(Directory.EnumerateDirectories(root)))
        {
            var path = Path.Combine(folder, Path.GetFileName(folder) + ".dll");
            if (File.Exists(path))
            {
                files.Add(new PluginFile { Root = root, Folder = folder, Path = path });
            }
            else
            {
                refused.Add(new RefusedPlugin { File = path, Reason = MisplacedPlugin.NoLibrary(folder) });
            }
        }

        foreach (var library in Visible(Directory.EnumerateFiles(root, "*.dll")))
        {
            refused.Add(new RefusedPlugin { File = library, Reason = MisplacedPlugin.OutsideFolder(library) });
        }

        return files;
    }

    private static List<string> Visible(IEnumerable<string> paths) =>
        [.. paths.Where(path => Path.GetFileName(path)[0] != '.').Order(StringComparer.Ordinal)];
}
