namespace LvsPluggable.Kernel.Tests.Lab;

/// <summary>The plugin of <c>tests/lab/hostile</c>, beside the host's own.</summary>
internal static class HostilePlugin
{
    /// <summary>Gives an instance the plugin, which does what these words say.</summary>
    public static void Use(Agent agent, string does)
    {
        agent.Parameters["plugin_path"] = $"{Path.Combine(Laboratory.Installed, "usr/lib/lvsdr/plugins")}:{HostileFolder()}";
        agent.Parameters["hostile_does"] = does;
    }

    // A plugin's folder has its name, and lies in a folder of plugins.
    private static string HostileFolder()
    {
        var folder = Directory.CreateDirectory("/run/lvsdr-test-plugins").FullName;
        var own = Path.Combine(folder, "Hostile");
        if (!Directory.Exists(own))
        {
            Directory.CreateDirectory(own);
            foreach (var file in Directory.EnumerateFiles(Path.Combine(Laboratory.Installed, "hostile")))
            {
                File.Copy(file, Path.Combine(own, Path.GetFileName(file)));
            }
        }

        return folder;
    }
}
