using System.Globalization;

namespace LvsPluggable.Host.Converting;

/// <summary>Writes the real servers of a service as the parameters that list them.</summary>
internal static class ServerList
{
    /// <summary>Sets weight_of_realservers, forward_method and how tunnels encapsulate.</summary>
    /// <param name="service">The service.</param>
    /// <param name="servicePort">Its port; null for a firewall mark.</param>
    /// <param name="servers">Its real servers.</param>
    /// <param name="conversion">Gets what cannot be said.</param>
    /// <returns>Whether there is any; without, the service is none.</returns>
    public static bool TrySet(ConvertedService service, string? servicePort, IReadOnlyList<ConvertedServer> servers, Conversion conversion)
    {
        if (servers.Count == 0)
        {
            conversion.Leave(service.Place, $"{service.Name} is left out: it has no real server.");
            return false;
        }

        var method = servers.GroupBy(server => server.Method, StringComparer.Ordinal).MaxBy(group => group.Count())!.Key;
        service.Set("forward_method", method);
        SetTunnel(service, servers, conversion);
        var known = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var entries = new List<string>();
        foreach (var server in servers)
        {
            var host = HostOf(server, servicePort, conversion);
            if (!known.Add(host))
            {
                conversion.Leave(server.Place, $"{host} is there twice, and is left out here: a service has each real server once.");
                continue;
            }

            entries.Add(Entry(host, server, method, conversion));
        }

        service.Set("weight_of_realservers", string.Join(' ', entries));
        return true;
    }

    private static void SetTunnel(ConvertedService service, IReadOnlyList<ConvertedServer> servers, Conversion conversion)
    {
        var tunnels = servers.Where(server => server.Method == "tunnel").ToList();
        if (tunnels.Count == 0)
        {
            return;
        }

        foreach (var (parameter, text) in tunnels[0].Tunnel)
        {
            service.Set(parameter, text);
        }

        foreach (var other in tunnels.Where(server => !Same(server.Tunnel, tunnels[0].Tunnel)))
        {
            conversion.Leave(other.Place, $"{other.Host} has tunnels of another kind than {tunnels[0].Host}; a service has one kind, that one's.");
        }
    }

    private static bool Same(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other) =>
        one.Count == other.Count && one.All(pair => other.GetValueOrDefault(pair.Key) == pair.Value);

    // With direct routing and tunnels packets keep their port, whatever the table says.
    private static string HostOf(ConvertedServer server, string? servicePort, Conversion conversion)
    {
        var isSaid = server.HasPort && server.Port != servicePort;
        if (isSaid && server.Method != "nat" && servicePort is not (null or "0"))
        {
            conversion.Leave(
                server.Place,
                $"Port {server.Port} of {server.Host} is left out: by {server.Method} packets keep the port of the service, {servicePort}, which is where the "
                + "server has to listen.");
            isSaid = false;
        }

        return isSaid ? HostAndPort.Join(server.Host, server.Port) : server.Host;
    }

    private static string Entry(string host, ConvertedServer server, string method, Conversion conversion)
    {
        var weight = server.Weight;
        if (long.TryParse(weight, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > HostParameters.MaximumWeight)
        {
            conversion.Leave(server.Place, $"Weight {weight} of {host} is more than {HostParameters.MaximumWeight}, the most that lvsdr takes, and is that here.");
            weight = $"{HostParameters.MaximumWeight}";
        }

        List<string> fields = [host, weight, server.Upper is "0" ? "" : server.Upper, server.Lower is "0" ? "" : server.Lower];
        while (fields[^1].Length == 0)
        {
            fields.RemoveAt(fields.Count - 1);
        }

        if (server.Method != method)
        {
            fields.Add(server.Method);
        }

        return string.Join(',', fields);
    }
}
