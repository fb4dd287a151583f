using System.Net;
using LvsPluggable.Host.Director;
using LvsPluggable.Host.Discovery;
using LvsPluggable.Host.Ipvs;

namespace LvsPluggable.Host.Settings;

/// <summary>Reads how packets reach real servers.</summary>
internal static class ForwardingSettings
{
    /// <summary>Which real servers can be reached.</summary>
    public static ReachRules Reach(ParameterValues settings, IReadOnlyList<ServiceKey> services) => new()
    {
        Method = settings.Get(ForwardingParameters.ForwardMethod),
        Port = services[0].Port,
        HasSeveralPorts = services.Count > 1,
        Family = services[0].AddressFamily,
        Hosts = settings.TryGet(HostParameters.WeightOfRealServers, out var hosts) ? hosts : [],
        IsLocal = services[0].Address is { } address && IPAddress.IsLoopback(address),
    };

    /// <summary>How real servers are told to the kernel.</summary>
    public static DestinationRules Destinations(ParameterValues settings) => new()
    {
        UpperThreshold = settings.Get(ForwardingParameters.MaxConnections).Upper,
        LowerThreshold = settings.Get(ForwardingParameters.MaxConnections).Lower,
        Method = settings.Get(ForwardingParameters.ForwardMethod),
        Tunnel = new Tunnel
        {
            Type = settings.Get(ForwardingParameters.TunnelType),
            Port = settings.TryGet(ForwardingParameters.TunnelPort, out var port) ? (ushort)port : default,
            Flags = settings.Get(ForwardingParameters.TunnelChecksum) switch
            {
                TunnelChecksum.Csum => TunnelFlags.Checksum,
                TunnelChecksum.Remcsum => TunnelFlags.RemoteChecksum,
                _ => TunnelFlags.None,
            },
        },
    };

    /// <summary>What contradicts itself, or the virtual service, in whole sentences.</summary>
    public static IEnumerable<string> MistakesIn(ParameterValues settings, ReachRules reach)
    {
        Parameter[] ofTunnels = [ForwardingParameters.TunnelType, ForwardingParameters.TunnelPort, ForwardingParameters.TunnelChecksum];
        var tunnel = reach.MayTunnel
            ? MistakesInTunnel(settings)
            : ofTunnels.Where(parameter => settings.IsSet(parameter.Name)).Select(parameter =>
                $"{parameter.Name}=\"{settings.Given[parameter.Name]}\" would do nothing, as no real server is reached by a tunnel; "
                + $"{ForwardingParameters.ForwardMethod.Name} should be tunnel.");
        return reach.Hosts.Select(host => (Host: host, Objection: ObjectionTo(host, reach))).Where(pair => pair.Objection is not null)
            .Select(pair => $"{HostParameters.WeightOfRealServers.Name}: \"{pair.Host.Host}\" cannot be reached: {pair.Objection}.")
            .Concat(tunnel);
    }

    // Names are looked up later, and again and again.
    private static string? ObjectionTo(WeightedHost host, ReachRules reach) => reach.ObjectionTo(reach.Completed(new RealServer
    {
        Host = host.Host,
        Port = host.Port,
        Address = Endpoint.TryParse(host.Host, out var address, out _) ? address : null,
    }));

    private static IEnumerable<string> MistakesInTunnel(ParameterValues settings)
    {
        var type = settings.Get(ForwardingParameters.TunnelType);
        var checksum = settings.Get(ForwardingParameters.TunnelChecksum);
        var isPortSet = settings.TryGet(ForwardingParameters.TunnelPort, out var port);
        if (type == TunnelType.Gue && !isPortSet)
        {
            yield return $"{ForwardingParameters.TunnelPort.Name} is not set; with {ForwardingParameters.TunnelType.Name}=\"gue\" it should be "
                + "the UDP port at which real servers take encapsulated packets.";
        }

        if (type != TunnelType.Gue && isPortSet)
        {
            yield return $"{ForwardingParameters.TunnelPort.Name}=\"{port}\" would do nothing; {ForwardingParameters.TunnelType.Name} should be "
                + "gue, the only one with a port.";
        }

        if (type == TunnelType.Ipip && checksum != TunnelChecksum.Nocsum)
        {
            yield return $"{Given(checksum)} would do nothing; {ForwardingParameters.TunnelType.Name} should be gue or gre, as IP in IP has no "
                + "checksum.";
        }

        if (type == TunnelType.Gre && checksum == TunnelChecksum.Remcsum)
        {
            yield return $"{Given(checksum)} should be nocsum or csum with {ForwardingParameters.TunnelType.Name}=\"gre\"; gue alone has "
                + "remote checksum offload.";
        }
    }

    private static string Given(TunnelChecksum checksum) =>
        $"{ForwardingParameters.TunnelChecksum.Name}=\"{checksum.ToString().ToLowerInvariant()}\"";
}
