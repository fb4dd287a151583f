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

    /// <param name="logger">Where everything logs; disposed with the provider.</param>
    public static ServiceProvider Create(Serilog.ILogger logger)
    {
        Terminal.Printed.Log = line => logger.Warning("Printed by a plugin: {Line:l}", line);
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(HostTime.Instance);
        services.AddSingleton<ILoggerFactory>(_ => new SerilogLoggerFactory(logger, dispose: true));
        services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        services.AddSingleton<PluginLoader>();
        services.AddSingleton<InstalledPlugins>();
        services.AddSingleton<ConfigurationReader>();
        services.AddSingleton<IIpvsClient>(provider => IpvsClient.Create(provider.GetRequiredService<TimeProvider>(), KernelDeadline));
        services.AddSingleton<INeighbours>(provider => new Neighbours(
            new NeighbourClient(new NetlinkConnection(
                Libc.OpenRouteNetlink, provider.GetRequiredService<TimeProvider>(), KernelDeadline)),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<Neighbours>>()));
        return services.BuildServiceProvider();
    }
}
