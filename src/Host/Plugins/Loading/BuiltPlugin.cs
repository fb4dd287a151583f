namespace LvsPluggable.Host.Plugins.Loading;

/// <summary>Finds the one plugin of a folder that was built, whatever the folder is called.</summary>
internal static class BuiltPlugin
{
    /// <param name="path">The folder, or the plugin's DLL.</param>
    /// <exception cref="PluginRefusedException">There is none, or it is not clear which; the message goes on from the path.</exception>
    public static PluginFile Find(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (!Directory.Exists(full))
        {
            return File.Exists(full)
                ? InItsFolder(full)
                : throw new PluginRefusedException("there is no such file or folder; it should be what the plugin's build makes, such as bin/Release/net10.0");
        }

        try
        {
            return PluginLibraries.In(full) switch
            {
                [var one] => InItsFolder(one),
                [] => throw new PluginRefusedException(
                    "no DLL in it refers to LvsPluggable.Abstractions; it should be the folder that the plugin's build makes, such as bin/Release/net10.0"),
                var several => throw new PluginRefusedException(
                    $"{string.Join(", ", several.Select(Path.GetFileName))} may each be the plugin; name the DLL that is meant"),
            };
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new PluginRefusedException($"it cannot be read, {failure.Message}", failure);
        }
    }

    private static PluginFile InItsFolder(string path) =>
        new() { Root = Path.GetDirectoryName(path)!, Folder = Path.GetDirectoryName(path)!, Path = path };
}
