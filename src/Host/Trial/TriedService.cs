using LvsPluggable.Host.Director;

namespace LvsPluggable.Host.Trial;

/// <summary>Of a service, what is a plugin's that somebody works at.</summary>
internal static class TriedService
{
    /// <summary>Its sources and checks; where it has no source, those of others, whose servers its checks are made of.</summary>
    /// <param name="whole">The service with all that all plugins add.</param>
    /// <param name="plugins">The names of the plugins that are tried.</param>
    public static ServiceDefinition Of(ServiceDefinition whole, IReadOnlySet<string> plugins)
    {
        var own = whole.Sources.Where(source => plugins.Contains(source.Plugin)).ToList();
        return whole with
        {
            Sources = own.Count > 0 ? own : whole.Sources,
            Checks = [.. whole.Checks.Where(check => plugins.Contains(check.Plugin))],
        };
    }

    /// <summary>What one plugin adds, and nothing else.</summary>
    public static ServiceDefinition OfPlugin(ServiceDefinition whole, string plugin) => whole with
    {
        Sources = [.. whole.Sources.Where(source => source.Plugin == plugin)],
        Checks = [.. whole.Checks.Where(check => check.Plugin == plugin)],
    };

    /// <summary>Whether anything of it is theirs.</summary>
    public static bool HasPart(ServiceDefinition definition, IReadOnlySet<string> plugins) =>
        definition.Checks.Count > 0 || definition.Sources.Any(source => plugins.Contains(source.Plugin));
}
