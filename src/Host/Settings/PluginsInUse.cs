using LvsPluggable.Host.Director.Status;
using LvsPluggable.Host.Plugins.Loading;

namespace LvsPluggable.Host.Settings;

/// <summary>The plugins with which a configuration was read.</summary>
internal sealed class PluginsInUse(IReadOnlyList<LoadedPlugin> plugins)
{
    /// <summary>None.</summary>
    public static PluginsInUse None { get; } = new([]);

    /// <summary>What is kept of them.</summary>
    public IReadOnlyList<PluginRecord> Records { get; } =
    [
        .. plugins.Select(plugin => new PluginRecord
        {
            Name = plugin.Name,
            Version = $"{plugin.Version}",
            File = plugin.File,
            Parameters = [.. plugin.Parameters.Select(parameter => parameter.Name)],
        }),
    ];

    /// <summary>What is loaded of each, and what its file is now.</summary>
    public IReadOnlyList<PluginStatus> Statuses() => [.. plugins.Select(Status)];

    private static PluginStatus Status(LoadedPlugin plugin)
    {
        var isCurrent = plugin.Stamp is { } stamp && stamp == FileVersion.Of(plugin.File);
        return new PluginStatus
        {
            Name = plugin.Name,
            File = plugin.File,
            Loaded = plugin.Plugin is MissingPlugin ? null : $"{plugin.Version}",
            OnDisk = isCurrent ? $"{plugin.Version}" : VersionOf(plugin.File),
            IsCurrent = isCurrent,
        };
    }

    private static string? VersionOf(string file)
    {
        try
        {
            return File.Exists(file) ? $"{AssemblyMetadata.Read(file).Name.Version}" : null;
        }
        catch (Exception problem) when (problem is BadImageFormatException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            return "unreadable";
        }
    }
}
