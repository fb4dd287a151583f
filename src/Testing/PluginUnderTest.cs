using LvsPluggable.Host.Plugins.Loading;
using LvsPluggable.Host.Settings;
using LvsPluggable.Host.Trial;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LvsPluggable.Testing;

/// <summary>A plugin in the hands of a test, which gives it parameters as texts, as the cluster manager does.</summary>
public sealed class PluginUnderTest
{
    private readonly PluginCatalog _catalog;

    /// <summary>Takes the plugin as the host does: by its name and the parameters that it declares.</summary>
    /// <param name="plugin">The plugin.</param>
    /// <exception cref="PluginTestException">The host would refuse it, for a name or a declaration.</exception>
    public PluginUnderTest(ILvsPlugin plugin)
    {
        ArgumentNullException.ThrowIfNull(plugin);
        var assembly = plugin.GetType().Assembly;
        var loaded = new LoadedPlugin
        {
            Plugin = plugin,
            Name = plugin.Name,
            Parameters = [.. plugin.Parameters],
            File = assembly.Location,
            Version = assembly.GetName().Version ?? new Version(0, 0),
        };
        try
        {
            foreach (var parameter in loaded.Parameters)
            {
                ParameterRules.Check(parameter);
            }

            new NameRegister(HostSettings.All).Claim(loaded);
        }
        catch (PluginRefusedException refusal)
        {
            throw new PluginTestException($"The host would refuse the plugin: {refusal.Message}.", refusal);
        }

        _catalog = new PluginCatalog([loaded, NoServers.Load()], []);
    }

    /// <summary>The clock of deadlines, and the one that the plugin is given.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where the plugin logs.</summary>
    public ILoggerFactory Logging { get; init; } = NullLoggerFactory.Instance;

    /// <summary>Gives it parameters, and takes what it adds.</summary>
    /// <param name="parameters">
    /// Parameters of the plugin and of the host, each as "name=value". Where the host's say no virtual service, it is 127.255.255.254, port 80, and
    /// real servers are reached by nat.
    /// </param>
    /// <exception cref="PluginTestException">Any of them is wrong; the message has all of the host's sentences.</exception>
    public ConfiguredPlugin Configure(params string[] parameters)
    {
        var configuration = Read(parameters);
        return configuration.Plan is { Services: [var service, ..] }
            ? new ConfiguredPlugin(TriedService.OfPlugin(service, _catalog.Loaded[0].Name), Time)
            : throw new PluginTestException($"The host would refuse these parameters: {string.Join(" ", configuration.Mistakes)}");
    }

    /// <summary>What the host says of parameters, a sentence for each mistake; nothing when they are right.</summary>
    /// <param name="parameters">Parameters of the plugin and of the host, each as "name=value".</param>
    public IReadOnlyList<string> MistakesIn(params string[] parameters) => Read(parameters).Mistakes;

    private Configuration Read(string[] parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var given = GivenParameters.Read(new Dictionary<string, string>(StringComparer.Ordinal), parameters);
        return new ConfigurationReader(new PoolReader(Logging, Time)).Read(_catalog, TriedParameters.Completed(given));
    }
}
