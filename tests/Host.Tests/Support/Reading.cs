using LvsPluggable.Host.Director;
using LvsPluggable.Host.Plugins.Loading;
using LvsPluggable.Host.Settings;
using Microsoft.Extensions.Logging.Abstractions;

namespace LvsPluggable.Host.Tests.Support;

/// <summary>Reads parameters as the host does, beside a plugin that lists real servers.</summary>
internal static class Reading
{
    private static readonly PluginCatalog Catalog = new(
        [new LoadedPlugin { Plugin = new Lister(), Name = "lister", Parameters = [], File = "/p/lister.dll", Version = new Version(1, 0) }], []);

    /// <summary>The mistakes in parameters such as <c>port=80</c>, next to <c>vip=10.0.0.1 port=80</c> unless those are said, or emptied.</summary>
    public static IReadOnlyList<string> Mistakes(params string[] words) => Read(words).Mistakes;

    /// <summary>The service that parameters make.</summary>
    public static ServiceDefinition Service(params string[] words)
    {
        var configuration = Read(words);
        Assert.Empty(configuration.Mistakes);
        return Assert.Single(configuration.Plan!.Services);
    }

    public static Configuration Read(params string[] words) =>
        new ConfigurationReader(NullLoggerFactory.Instance, TimeProvider.System).Read(
            Catalog,
            GivenParameters.Read(new Dictionary<string, string>(StringComparer.Ordinal) { ["vip"] = "10.0.0.1", ["port"] = "80" }, words));

    private sealed class Lister : ILvsPlugin
    {
        public string Name => "lister";

        public IReadOnlyList<Parameter> Parameters => [];

        public void Configure(IPluginBuilder plugin) => plugin.AddSource("lister", () => null!);
    }
}
