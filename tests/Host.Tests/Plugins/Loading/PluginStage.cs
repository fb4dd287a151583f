using System.Diagnostics;
using System.Runtime.Versioning;
using LvsPluggable.Host.Plugins.Loading;

namespace LvsPluggable.Host.Tests.Plugins.Loading;

/// <summary>A plugin folder with copies of plugins, whose modes are right whatever the umask is.</summary>
[SupportedOSPlatform("linux")]
internal sealed class PluginStage : IDisposable
{
    private const UnixFileMode FolderMode = (UnixFileMode)0b111_101_101;
    private const UnixFileMode FileMode = (UnixFileMode)0b110_100_100;

    public PluginStage()
    {
        Outside = Directory.CreateTempSubdirectory("lvsdr-plugins-").FullName;
        Root = CreateFolder("plugins");
    }

    /// <summary>The folder that the plugin folder is in.</summary>
    public string Outside { get; }

    /// <summary>The plugin folder.</summary>
    public string Root { get; }

    public PluginLoader Loader { get; } = new();

    public static string Built(string plugin) => Path.Combine(AppContext.BaseDirectory, "test-plugins", plugin);

    public PluginCatalog Load(params string[] folders) =>
        Loader.Load(folders.Length > 0 ? folders : [Root], [HostParameters.DefaultWeight, HostParameters.WeightOfRealServers]);

    /// <summary>Loads and gives the sentence about the one file that is refused.</summary>
    public string LoadRefused()
    {
        var catalog = Load();
        Assert.Empty(catalog.Loaded);
        return Assert.Single(catalog.Refused).ToString();
    }

    /// <summary>Copies a built plugin, under a name of its own if wanted, and returns the path of its DLL.</summary>
    public string Stage(string plugin, string? name = null, string? root = null) => StageFrom(Built(plugin), name, root);

    public string StageFrom(string source, string? name = null, string? root = null)
    {
        var plugin = Path.GetFileName(source);
        name ??= plugin;
        var folder = Path.Combine(root ?? Root, name);
        Directory.CreateDirectory(folder, FolderMode);
        File.SetUnixFileMode(folder, FolderMode);
        foreach (var file in Directory.GetFiles(source))
        {
            var target = Path.GetFileName(file);
            target = target.StartsWith(plugin + ".", StringComparison.Ordinal) ? name + target[plugin.Length..] : target;
            File.Copy(file, Path.Combine(folder, target));
            File.SetUnixFileMode(Path.Combine(folder, target), FileMode);
        }

        return Path.Combine(folder, name + ".dll");
    }

    /// <summary>Writes a file as the DLL of a plugin.</summary>
    public string Write(string name, byte[] content)
    {
        var path = Path.Combine(CreateFolder($"plugins/{name}"), name + ".dll");
        File.WriteAllBytes(path, content);
        File.SetUnixFileMode(path, FileMode);
        return path;
    }

    public string CreateFolder(string path)
    {
        var folder = Path.Combine(Outside, path);
        Directory.CreateDirectory(folder);
        File.SetUnixFileMode(folder, FolderMode);
        return folder;
    }

    public static void AddMode(string path, UnixFileMode mode) => File.SetUnixFileMode(path, File.GetUnixFileMode(path) | mode);

    public static void GiveAway(string path)
    {
        using var chown = Process.Start("chown", ["65534", path]);
        chown.WaitForExit();
        Assert.Equal(0, chown.ExitCode);
    }

    public void Dispose() => Directory.Delete(Outside, recursive: true);
}
