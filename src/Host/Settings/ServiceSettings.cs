using System.Net.Sockets;
using LvsPluggable.Host.Ipvs;

namespace LvsPluggable.Host.Settings;

/// <summary>Reads which virtual service it is.</summary>
internal static class ServiceSettings
{
    /// <summary>What selects it, and its twins on further ports; nothing when names cannot be resolved on this node.</summary>
    /// <param name="settings">The parameters.</param>
    /// <param name="unresolved">Takes a sentence for each name that cannot.</param>
    public static IReadOnlyList<ServiceKey> Keys(ParameterValues settings, List<string> unresolved)
    {
        if (settings.TryGet(ServiceParameters.FirewallMark, out var mark))
        {
            var isIPv6 = settings.Get(ServiceParameters.IpFamily) == IpFamily.Ipv6 || settings.Get(HostSettings.VirtualServiceOptions).IPv6;
            return [ServiceKey.ForFirewallMark((uint)mark, isIPv6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork)];
        }

        var protocol = settings.Get(ServiceParameters.Protocol);
        var address = Try(() => VirtualEndPoint.ResolveAddress(settings.Get(HostSettings.Vip)));
        var ports = settings.Get(HostSettings.Port).Select(port => Try(() => VirtualEndPoint.ResolvePort(port, protocol))).ToList();
        if (unresolved.Count == 0 && ports.Distinct().Count() < ports.Count)
        {
            unresolved.Add($"{HostSettings.Port.Name}=\"{settings.Given[HostSettings.Port.Name]}\" names a port twice; each should be there once.");
        }

        return unresolved.Count == 0 ? [.. ports.Select(port => ServiceKey.ForAddress(protocol, address!, port))] : [];

        T? Try<T>(Func<T> resolve)
        {
            try
            {
                return resolve();
            }
            catch (FormatException unknown)
            {
                unresolved.Add(unknown.Message);
                return default;
            }
        }
    }

    /// <summary>The virtual services with their options; none where those do not fit, as what does not fit one port fits no other.</summary>
    public static IReadOnlyList<VirtualService> Services(IReadOnlyList<ServiceKey> keys, ParameterValues settings, List<string> mistakes)
    {
        var options = settings.Get(HostSettings.VirtualServiceOptions);
        try
        {
            return [.. keys.Select(options.For)];
        }
        catch (FormatException wrong)
        {
            mistakes.Add($"{HostSettings.VirtualServiceOptions.Name} does not fit the service {keys[0]}: {wrong.Message}.");
            return [];
        }
    }

    /// <summary>What contradicts itself, in whole sentences.</summary>
    public static IEnumerable<string> MistakesIn(ParameterValues settings)
    {
        var family = ServiceParameters.IpFamily.Name;
        if (!settings.TryGet(ServiceParameters.FirewallMark, out var mark))
        {
            return settings.IsSet(family)
                ? [$"{family}=\"{settings.Given[family]}\" would do nothing without {ServiceParameters.FirewallMark.Name}; it should not be set, as the family is that of {HostSettings.Vip.Name}."]
                : [];
        }

        Parameter[] replaced = [HostSettings.Vip, HostSettings.Port, ServiceParameters.Protocol];
        return Readable.Mistakes(
            () => replaced.Where(parameter => settings.Given.ContainsKey(parameter.Name)).Select(parameter =>
                $"{parameter.Name}=\"{settings.Given[parameter.Name]}\" should not be set next to {ServiceParameters.FirewallMark.Name}=\"{mark}\", "
                + "which takes its place."),
            () => settings.IsSet(family)
                && settings.Get(ServiceParameters.IpFamily) == IpFamily.Ipv4 && settings.Get(HostSettings.VirtualServiceOptions).IPv6
                ? [$"{family}=\"ipv4\" contradicts \"-6\" in {HostSettings.VirtualServiceOptions.Name}; one of them should go."]
                : []);
    }
}
