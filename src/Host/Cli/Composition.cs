using LvsPluggable.Host.Checks;
using LvsPluggable.Host.Ipvs;
using LvsPluggable.Host.Netlink;
using LvsPluggable.Host.Plugins.Loading;
using LvsPluggable.Host.Settings;
using LvsPluggable.Host.Threads;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Serilog.Extensions.Logging;

namespace LvsPluggable.Host.Cli;

/// <summary>Puts the host's parts together.</summary>
internal static class Composition
{
    // The kernel answers in microseconds; one that does not within this time never will.
    private static readonly TimeSpan KernelDeadline = TimeSpan.FromSeconds(5);

    /// <summary>The plugins, for a command that needs nothing else: making a log and a container takes as long as loading plugins.</summary>
    /// <param name="logger">Makes the log when there is something to say.</param>
    public static InstalledPlugins Plugins(Func<Serilog.ILogger> logger)
    {
        var log = new Lazy<Serilog.ILogger>(logger);
        Terminal.Printed.Log = line => LogPrinted(log.Value, line);
        return new InstalledPlugins(
            new PluginLoader(), new Lazy<ILogger>(() => new SerilogLoggerFactory(log.Value).CreateLogger<InstalledPlugins>()));
    }

    /// <summary>Everything.</summary>
    /// <param name="logger">Where everything logs; disposed with the provider.</param>
    public static ServiceProvider Create(Serilog.ILogger logger)
    {
        Terminal.Printed.Log = line => LogPrinted(logger, line);
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(_ => HostTime.Instance);
        services.AddSingleton<ILoggerFactory>(_ => new SerilogLoggerFactory(logger, dispose: true));
        services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        services.AddSingleton<PluginLoader>();
        services.AddSingleton(provider => new InstalledPlugins(
            provider.GetRequiredService<PluginLoader>(), new Lazy<ILogger>(provider.GetRequiredService<ILogger<InstalledPlugins>>)));
        // Theirs fires on the thread pool: what a plugin does when its time is over cannot hold up the host's own.
        services.AddSingleton(provider => new PoolReader(provider.GetRequiredService<ILoggerFactory>(), TimeProvider.System));
        services.AddSingleton<ConfigurationReader>();
        services.AddSingleton<IIpvsClient>(provider => IpvsClient.Create(provider.GetRequiredService<TimeProvider>(), KernelDeadline));
        services.AddSingleton<IIpvsSettings>(provider => new IpvsSettingsClient(
            IpvsChannel.Create(provider.GetRequiredService<TimeProvider>(), KernelDeadline)));
        services.AddSingleton<INeighbours>(provider => new Neighbours(
            new NeighbourClient(new NetlinkConnection(
                Libc.OpenRouteNetlink, provider.GetRequiredService<TimeProvider>(), KernelDeadline)),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<Neighbours>>()));
        return services.BuildServiceProvider();
    }

    private static void LogPrinted(Serilog.ILogger log, string line) => log.Warning("Printed by a plugin: {Line:l}", line);
}
