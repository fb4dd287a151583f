using System.ComponentModel;
using LvsPluggable.Host.Text;

namespace LvsPluggable.Host.Plugins.Loading;

/// <summary>
/// Refuses plugins that somebody other than root, or the user who runs the host, could have written: they run with all the
/// host's rights.
/// </summary>
internal static class PluginTrust
{
    private const uint Root = 0;

    /// <summary>Checks the plugin folder, the folder of the plugin and everything in it, links followed.</summary>
    /// <exception cref="PluginRefusedException">One of them is not to be trusted.</exception>
    public static void Check(PluginFile file)
    {
        try
        {
            var root = FileOwnership.RealPath(file.Root);
            CheckOne(root, stickyWillDo: false);
            CheckTree(file.Folder, root, []);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or Win32Exception)
        {
            throw new PluginRefusedException($"who may write to it cannot be told, {Words.WithType(failure)}", failure);
        }
    }

    // Everything, because all of it may be executed: dependencies in folders for a platform, native libraries.
    private static void CheckTree(string path, string root, HashSet<string> seen)
    {
        var real = FileOwnership.RealPath(path);
        if (!seen.Add(real))
        {
            return;
        }

        CheckOne(real, stickyWillDo: false);
        CheckParents(real, root);
        if (Directory.Exists(real))
        {
            foreach (var entry in Directory.EnumerateFileSystemEntries(real))
            {
                CheckTree(entry, root, seen);
            }
        }
    }

    // Up to the plugin folder; where a link leads out of that, all the way up.
    private static void CheckParents(string real, string root)
    {
        var inside = real.StartsWith(root + "/", StringComparison.Ordinal);
        for (var parent = Path.GetDirectoryName(real); parent is not null && parent != root; parent = Path.GetDirectoryName(parent))
        {
            CheckOne(parent, stickyWillDo: !inside);
        }
    }

    private static void CheckOne(string path, bool stickyWillDo)
    {
        var ownership = FileOwnership.Of(path);
        if (ownership.Owner != Root && ownership.Owner != FileOwnership.CurrentUser)
        {
            throw new PluginRefusedException(
                $"{path} belongs to user {ownership.Owner}, and only files of root or of the user who runs lvsdr are loaded");
        }

        if (ownership.OthersMayWrite && !(stickyWillDo && ownership.IsSticky))
        {
            throw new PluginRefusedException($"{path} can be written by others than its owner (chmod go-w would mend that)");
        }
    }
}
