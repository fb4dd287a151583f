using LvsPluggable.Host.Director.Kernel;
using LvsPluggable.Host.Ipvs;

namespace LvsPluggable.Host.Settings;

/// <summary>Reads what of the kernel's settings users ask for.</summary>
internal static class WishSettings
{
    private static readonly Parameter[] OfSynchronisation =
        [KernelParameters.SyncId, KernelParameters.SyncMaxlen, KernelParameters.SyncGroup, KernelParameters.SyncPort];

    // Left to itself, the kernel tells others of a connection at its third packet and then at every fiftieth, so that they forget a session
    // that says little. Source: ip_vs_sync_conn_needed in net/netfilter/ipvs/ip_vs_sync.c.
    private static readonly Dictionary<string, string> ForSynchronisation = new(StringComparer.Ordinal)
    {
        ["sync_threshold"] = "3 0",
        ["sync_refresh_period"] = "10",

        // A message may get lost: at the next packet, an eighth of that period later, it is sent once more.
        ["sync_retries"] = "1",
    };

    public static KernelWishes Read(ParameterValues settings) => new()
    {
        Timeouts = settings.TryGet(KernelParameters.IpvsTimeouts, out var timeouts) ? timeouts : null,
        Sysctls = SysctlsOf(settings),
        Sync = settings.TryGet(KernelParameters.SyncInterface, out var name)
            ? new SyncDaemon
            {
                State = SyncState.Master,
                Interface = name,
                SyncId = settings.Get(KernelParameters.SyncId),
                MaximumLength = settings.TryGet(KernelParameters.SyncMaxlen, out var longest) ? longest : 0,
                Group = settings.TryGet(KernelParameters.SyncGroup, out var group) ? group : null,
                Port = settings.TryGet(KernelParameters.SyncPort, out var port) ? port : 0,
            }
            : null,
    };

    /// <summary>What would do nothing, in whole sentences.</summary>
    public static IEnumerable<string> MistakesIn(ParameterValues settings) => settings.IsSet(KernelParameters.SyncInterface.Name)
        ? []
        : OfSynchronisation.Where(parameter => settings.IsSet(parameter.Name)).Select(parameter =>
            $"{parameter.Name} is set, but {KernelParameters.SyncInterface.Name} is not, so it would do nothing.");

    private static IReadOnlyDictionary<string, string> SysctlsOf(ParameterValues settings)
    {
        var given = settings.TryGet(KernelParameters.IpvsSysctls, out var sysctls) ? sysctls : KernelWishes.None.Sysctls;
        return settings.IsSet(KernelParameters.SyncInterface.Name) && settings.Get(HostSettings.ManageSysctls)
            ? given.Concat(ForSynchronisation.Where(setting => !given.ContainsKey(setting.Key))).ToDictionary(StringComparer.Ordinal)
            : given;
    }
}
