using LvsPluggable.Host.Plugins.Loading;
using LvsPluggable.Host.Settings;
using Microsoft.Extensions.Logging.Abstractions;

namespace LvsPluggable.Host.Tests.Settings;

/// <summary>The last list is remembered for as long as what it came from is the same.</summary>
public sealed class ListedByTests
{
    private static readonly string Before = ListedBy();

    [Theory]
    [InlineData("list_hosts=b")]
    [InlineData("list_hosts=a", "list_more=x")]
    [InlineData("realserver_merge=any")]
    [InlineData("weight_of_realservers=node1,2")]
    public void A_list_is_of_no_use_when_what_it_depends_on_has_changed(params string[] changed) => Assert.NotEqual(Before, ListedBy(changed));

    [Theory]
    [InlineData("probe_port=2")]
    [InlineData("probe_port=1", "probe_more=x")]
    [InlineData("check_interval=7s")]
    [InlineData("source_interval=7s")]
    [InlineData("drain_timeout=7s")]
    [InlineData("default_weight=7")]
    [InlineData("virtual_service_options=-s wlc")]
    public void A_list_is_of_use_whatever_else_has_changed(params string[] changed) => Assert.Equal(Before, ListedBy(changed));

    [Fact]
    public void A_plugin_that_brings_a_source_besides_makes_another_list() =>
        Assert.NotEqual(Before, ListedBy(builder => builder.AddSource("probe", () => null!)));

    [Fact]
    public void A_fallback_source_that_is_not_asked_has_no_say() =>
        Assert.Equal(Before, ListedBy(builder => builder.AddFallbackSource("probe", () => null!), "probe_port=2"));

    private static string ListedBy(params string[] changed) => ListedBy(builder => builder.AddCheck("probe", _ => null!), changed);

    private static string ListedBy(Action<IPluginBuilder> probe, params string[] changed)
    {
        var catalog = new PluginCatalog(
            [
                Plugin("list", builder => builder.AddSource("list", () => null!), "list_hosts", "list_more"),
                Plugin("probe", probe, "probe_port", "probe_more"),
            ],
            []);
        string[] given = ["vip=10.0.0.1", "port=80", "list_hosts=a", "probe_port=1", .. changed];
        var configuration = new ConfigurationReader(new PoolReader(NullLoggerFactory.Instance, TimeProvider.System))
            .Read(catalog, GivenParameters.Read(new Dictionary<string, string>(), given));
        Assert.Empty(configuration.Mistakes);
        return configuration.Plan!.Services[0].ListedBy.Value;
    }

    private static LoadedPlugin Plugin(string name, Action<IPluginBuilder> configure, params string[] parameters)
    {
        var plugin = new ConfiguredBy(name, configure, parameters);
        return new LoadedPlugin
        {
            Plugin = plugin,
            Name = name,
            Parameters = plugin.Parameters,
            File = $"/p/{name}.dll",
            Version = new Version(1, 0),
        };
    }

    private sealed class ConfiguredBy(string name, Action<IPluginBuilder> configure, string[] parameters) : ILvsPlugin
    {
        public string Name => name;

        public IReadOnlyList<Parameter> Parameters { get; } =
            [.. parameters.Select(parameter => new Parameter<string> { Name = parameter, ShortDescription = "Text", LongDescription = "A text." })];

        public void Configure(IPluginBuilder plugin) => configure(plugin);
    }
}
