using LvsPluggable.Host.Plugins.Loading;
using LvsPluggable.Host.Settings;

namespace LvsPluggable.Testing;

/// <summary>Loads built plugins as the host will.</summary>
public static class PluginFolder
{
    /// <summary>
    /// Loads what a build made: in isolation, for this contract and this .NET, with all that it needs, and only if nobody who is not trusted may
    /// write to it. It stays loaded.
    /// </summary>
    /// <param name="path">The folder that was built or published, or the plugin's DLL in it.</param>
    /// <returns>Its plugins, of which <see cref="PluginUnderTest"/> takes each.</returns>
    /// <exception cref="PluginTestException">The host would refuse any of it; the message is the host's.</exception>
    public static IReadOnlyList<ILvsPlugin> Load(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            var catalog = new PluginLoader().Load([], HostSettings.All, BuiltPlugin.Find(path));
            return catalog.Refused.Count == 0
                ? [.. catalog.Loaded.Select(loaded => loaded.Plugin)]
                : throw new PluginTestException($"The host would not load it. {string.Join("; ", catalog.Refused)}.");
        }
        catch (PluginRefusedException refusal)
        {
            throw new PluginTestException($"{path}: {refusal.Message}.", refusal);
        }
    }
}
