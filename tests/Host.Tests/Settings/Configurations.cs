using LvsPluggable.Host.Plugins.Loading;
using LvsPluggable.Host.Settings;
using Microsoft.Extensions.Logging.Abstractions;

namespace LvsPluggable.Host.Tests.Settings;

/// <summary>Configurations as they are read from words of a command line, with plugins that are made on the spot.</summary>
internal static class Configurations
{
    private static readonly Parameter<string> List = new() { Name = "x_list", ShortDescription = "List", LongDescription = "A list." };

    public static LoadedPlugin Plugin(Action<IPluginBuilder> configure, string name = "x") => new()
    {
        Plugin = new ConfiguredBy(configure, name),
        Name = name,
        Parameters = name == "x" ? [List] : [],
        File = $"/p/{name}.dll",
        Version = new Version(1, 0),
    };

    public static Configuration Read(LoadedPlugin plugin, params string[] words) => Read([plugin], words);

    public static Configuration Read(LoadedPlugin[] plugins, params string[] words) => Read(new PluginCatalog(plugins, []), words);

    public static Configuration Read(PluginCatalog catalog, params string[] words) =>
        Read(catalog, GivenParameters.Read(new Dictionary<string, string>(), words));

    public static Configuration Read(PluginCatalog catalog, GivenParameters given) =>
        new ConfigurationReader(new PoolReader(NullLoggerFactory.Instance, TimeProvider.System)).Read(catalog, given);

    private sealed class ConfiguredBy(Action<IPluginBuilder> configure, string name) : ILvsPlugin
    {
        public string Name => name;

        public IReadOnlyList<Parameter> Parameters => [];

        public void Configure(IPluginBuilder plugin) => configure(plugin);
    }
}
