using System.ComponentModel;
using LvsPluggable.Host.Text;
using LvsPluggable.Trust;

namespace LvsPluggable.Host.Plugins.Loading;

/// <summary>
/// Refuses plugins that somebody other than root, or the user who runs the host, could have written: they run with all the
/// host's rights.
/// </summary>
internal static class PluginTrust
{
    /// <summary>Checks the plugin folder, the folder of the plugin and everything in it, and all that leads there, links followed.</summary>
    /// <exception cref="PluginRefusedException">One of them is not to be trusted.</exception>
    public static void Check(PluginFile file)
    {
        var rule = new PathTrust();
        try
        {
            CheckOne(file.Root, rule);
            foreach (var entry in PluginTree.Entries(file.Folder))
            {
                CheckOne(entry, rule);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or Win32Exception)
        {
            throw new PluginRefusedException($"who may write to it cannot be told, {Words.WithType(failure)}", failure);
        }
    }

    private static void CheckOne(string path, PathTrust rule)
    {
        if (rule.ObjectionTo(path) is { } objection)
        {
            throw new PluginRefusedException(objection.ToString());
        }
    }
}
