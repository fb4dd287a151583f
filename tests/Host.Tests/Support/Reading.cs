using System.Text;
using LvsPluggable.Host.Director;
using LvsPluggable.Host.Ipvs;
using LvsPluggable.Host.Plugins.Loading;
using LvsPluggable.Host.Settings;
using Microsoft.Extensions.Logging.Abstractions;

namespace LvsPluggable.Host.Tests.Support;

/// <summary>Reads parameters as the host does, beside a plugin that lists real servers.</summary>
internal static class Reading
{
    /// <summary>The mistakes in parameters such as <c>port=80</c>, next to <c>vip=10.0.0.1 port=80</c> unless those are said, or emptied.</summary>
    public static IReadOnlyList<string> Mistakes(params string[] words) => Read(words).Mistakes;

    /// <summary>The service that parameters make.</summary>
    public static ServiceDefinition Service(params string[] words) => Assert.Single(Plan(words).Services);

    /// <summary>The plan that parameters make.</summary>
    public static DirectorPlan Plan(params string[] words)
    {
        var configuration = Read(words);
        Assert.Empty(configuration.Mistakes);
        return configuration.Plan!;
    }

    /// <summary>What the plugin is told of the service that parameters make.</summary>
    public static VirtualServiceInfo Told(params string[] words)
    {
        var lister = new Lister();
        Assert.Empty(Read(lister, words).Mistakes);
        return lister.Told!;
    }

    /// <summary>What a configuration file makes.</summary>
    public static Configuration File(string text, IReadOnlyList<ServiceKey>? known = null, string? vip = null) => Reader.Read(
        Catalog(new Lister()),
        new GivenParameters
        {
            Values = new Dictionary<string, string>(StringComparer.Ordinal) { ["config"] = "/etc/lvsdr.json", ["vip"] = vip ?? "" },
            File = Encoding.UTF8.GetBytes(text),
        },
        known);

    private static ConfigurationReader Reader => new(new PoolReader(NullLoggerFactory.Instance, TimeProvider.System));

    private static Configuration Read(string[] words) => Read(new Lister(), words);

    private static Configuration Read(Lister lister, string[] words) =>
        Reader.Read(
            Catalog(lister),
            GivenParameters.Read(new Dictionary<string, string>(StringComparer.Ordinal) { ["vip"] = "10.0.0.1", ["port"] = "80" }, words));

    private static PluginCatalog Catalog(Lister lister) => new(
        [new LoadedPlugin { Plugin = lister, Name = "lister", Parameters = [], File = "/p/lister.dll", Version = new Version(1, 0) }], []);

    private sealed class Lister : ILvsPlugin
    {
        public string Name => "lister";

        public IReadOnlyList<Parameter> Parameters => [];

        public VirtualServiceInfo? Told { get; private set; }

        public void Configure(IPluginBuilder plugin)
        {
            Told = plugin.Service;
            plugin.AddSource("lister", () => null!);
        }
    }
}
