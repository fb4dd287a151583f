using System.Net;
using System.Net.Sockets;
using LvsPluggable.Host.Director;
using LvsPluggable.Host.Discovery;
using LvsPluggable.Host.Ipvs;

namespace LvsPluggable.Host.Settings;

/// <summary>Reads what happens when few real servers are fit: the fallback server, the quorum, and those that fail again and again.</summary>
internal static class PoolSettings
{
    /// <summary>What serves while no real server has weight; null when nothing does.</summary>
    public static RealServer? Fallback(ParameterValues settings) =>
        settings.TryGet(HostSettings.FallbackRealServer, out var fallback) ? fallback : null;

    /// <summary>How much weight should be left; null when any will do.</summary>
    public static QuorumSettings? Quorum(ParameterValues settings) => settings.TryGet(HostSettings.Quorum, out var sum)
        ? new QuorumSettings
        {
            Quorum = sum,
            Hysteresis = settings.Get(HostSettings.QuorumHysteresis),
            Action = settings.Get(HostSettings.OnQuorumDown),
        }
        : null;

    /// <summary>How long servers that fail again and again are kept out; null when they are not.</summary>
    public static FlapSettings? Flaps(ParameterValues settings) => settings.Get(HostSettings.FlapHoldDown) > TimeSpan.Zero
        ? new FlapSettings { HoldDown = settings.Get(HostSettings.FlapHoldDown), Longest = settings.Get(HostSettings.FlapHoldDownMax) }
        : null;

    /// <summary>How servers that join climb to their weight; null when they have it at once.</summary>
    public static SlowStartSettings? SlowStart(ParameterValues settings) => settings.Get(HostSettings.SlowStart) is var duration && duration > TimeSpan.Zero
        ? new SlowStartSettings { Duration = duration, Blip = settings.Get(HostSettings.Rise) * settings.Get(HostSettings.CheckInterval) }
        : null;

    /// <summary>What contradicts itself, or a virtual service, in whole sentences.</summary>
    public static IEnumerable<string> MistakesIn(PoolInput pool)
    {
        var settings = pool.Settings;
        return Readable.Mistakes(
            () => pool.Keys.Count > 0 && Fallback(settings) is { } fallback
                ? MistakesIn(fallback, pool.Reach with { Hosts = [] }, pool.Keys[0])
                : [],
            () => Quorum(settings) is { } quorum ? MistakesIn(quorum, settings) : WithoutQuorum(settings),
            () => settings.Get(HostSettings.SlowStart) > TimeSpan.Zero
                ? SchedulersOf(pool).Select(ObjectionToSlowStart).OfType<string>().Select(objection => $"{HostSettings.SlowStart.Name} {objection}.")
                : [],
            () => Flaps(settings) is { } flaps && flaps.HoldDown > flaps.Longest
                ? [$"{HostSettings.FlapHoldDown.Name} should be no more than {HostSettings.FlapHoldDownMax.Name}."]
                : []);
    }

    private static IEnumerable<string> SchedulersOf(PoolInput pool) => pool.Services.Select(service => service.Scheduler)
        .Prepend(pool.Settings.Get(HostSettings.VirtualServiceOptions).Scheduler)
        .Distinct(StringComparer.Ordinal);

    // While servers may climb, all weights are multiplied, which leaves shares as they are, but not limits.
    private static string? ObjectionToSlowStart(string scheduler) => scheduler switch
    {
        "rr" or "lc" or "dh" => $"does nothing with scheduler {scheduler}, which knows no weights; it should be wrr or wlc",
        "ovf" => "cannot be used with scheduler ovf, to which a weight is a number of connections; one of them should go",
        _ => null,
    };

    private static IEnumerable<string> MistakesIn(RealServer fallback, ReachRules reach, ServiceKey service)
    {
        var name = HostSettings.FallbackRealServer.Name;
        var address = IPAddress.TryParse(fallback.Host, out var literal) ? literal : null;
        if (reach.ObjectionTo(reach.Completed(fallback with { Address = address })) is { } objection)
        {
            yield return $"{name}=\"{fallback.Host}\"{(fallback.Port == 0 ? "" : $" with port {fallback.Port}")} cannot be reached: {objection}.";
        }

        if (address is not null && address.Equals(service.Address))
        {
            var loopback = address.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Loopback : IPAddress.IPv6Loopback;
            yield return $"{name} is the virtual address itself; for the director's own service it should be {loopback}.";
        }
    }

    private static IEnumerable<string> MistakesIn(QuorumSettings quorum, ParameterValues settings)
    {
        if (quorum.Hysteresis >= quorum.Quorum)
        {
            yield return $"{HostSettings.QuorumHysteresis.Name}=\"{quorum.Hysteresis}\" should be less than {HostSettings.Quorum.Name}, "
                + $"{quorum.Quorum}.";
        }

        if (quorum.Action == QuorumAction.Fallback && Fallback(settings) is null)
        {
            yield return $"{HostSettings.OnQuorumDown.Name}=\"fallback\" needs {HostSettings.FallbackRealServer.Name}, which is not set.";
        }
    }

    private static IEnumerable<string> WithoutQuorum(ParameterValues settings) =>
        new[] { HostSettings.QuorumHysteresis.Name, HostSettings.OnQuorumDown.Name }
            .Where(settings.IsSet)
            .Select(name => $"{name} is set, but {HostSettings.Quorum.Name} is not, so it would do nothing.");
}
