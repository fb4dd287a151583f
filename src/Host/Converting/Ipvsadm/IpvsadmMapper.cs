namespace LvsPluggable.Host.Converting.Ipvsadm;

/// <summary>Makes services of what ipvsadm-save prints.</summary>
internal static class IpvsadmMapper
{
    /// <summary>What the table does not say, however it is converted.</summary>
    public const string NoChecks =
        "The kernel's table says nothing about checks, so there are none: add tcp_check=true or another one (docs/checks.md), or every real server counts as fit.";

    /// <summary>Makes them.</summary>
    public static Conversion Map(IReadOnlyList<Statement> statements)
    {
        var conversion = new Conversion();
        conversion.Notes.Add(NoChecks);
        var services = new List<(VirtualName Name, IpvsadmLine Line)>();
        var servers = new List<(VirtualName Name, ConvertedServer Server)>();
        foreach (var statement in statements)
        {
            if (IpvsadmLine.Read(statement.Take()) is not { } line)
            {
                conversion.Leave(statement.Place, $"\"{statement}\" is left out: only -A and -a, which ipvsadm-save prints, make a table.");
            }
            else if (NameOf(line) is not { } name)
            {
                conversion.Leave(statement.Place, $"\"{statement}\" is left out: it should name a service, by -t, -u or --sctp-service ADDRESS:PORT or by -f MARK.");
            }
            else if (line.AddsService && services.Exists(service => service.Name == name))
            {
                conversion.Leave(statement.Place, $"\"{statement}\" is left out: the service is there already.");
            }
            else if (line.AddsService)
            {
                services.Add((name, line));
            }
            else if (ServerOf(line) is { } server)
            {
                servers.Add((name, server));
            }
            else
            {
                conversion.Leave(statement.Place, $"\"{statement}\" is left out: it should name a real server, by -r ADDRESS:PORT.");
            }

            SayUnknown(statement, conversion);
        }

        foreach (var (name, line) in services)
        {
            AddService(name, line, [.. servers.Where(pair => NameIn(services, pair.Name) == name).Select(pair => pair.Server)], conversion);
        }

        foreach (var (name, server) in servers.Where(pair => NameIn(services, pair.Name) is null))
        {
            conversion.Leave(server.Place, $"{server.Host} is left out: there is no -A for its service {name.Address ?? name.FirewallMark}.");
        }

        return conversion;
    }

    // Of a firewall mark ipvsadm prints -6 with the service alone.
    private static VirtualName? NameIn(List<(VirtualName Name, IpvsadmLine Line)> services, VirtualName name) =>
        services.Find(service => service.Name == name).Name
        ?? services.Find(service => service.Name.FirewallMark is { } mark && mark == name.FirewallMark).Name;

    private static void SayUnknown(Statement statement, Conversion conversion)
    {
        foreach (var word in IpvsadmLine.Read(statement)?.Unknown ?? [])
        {
            conversion.Leave(statement.Place, $"\"{word}\" is left out: ipvsadm-save prints nothing of the kind here.");
        }
    }

    private static VirtualName? NameOf(IpvsadmLine line)
    {
        if (line["-f"] is { } mark)
        {
            return new VirtualName { FirewallMark = mark, IsMarkOfIPv6 = line["-6"] is not null };
        }

        foreach (var (option, protocol) in new[] { ("-t", "tcp"), ("-u", "udp"), ("--sctp-service", "sctp") })
        {
            if (line[option] is { } text && HostAndPort.TrySplit(text, out var host, out var port))
            {
                return new VirtualName { Address = host, Port = port ?? "0", Protocol = protocol };
            }
        }

        return null;
    }

    private static ConvertedServer? ServerOf(IpvsadmLine line) =>
        line["-r"] is { } text && HostAndPort.TrySplit(text, out var host, out var port)
            ? new ConvertedServer
            {
                Place = line.Statement.Place,
                Host = host,
                Port = port ?? "",
                Weight = line["-w"] ?? "1",
                Upper = line["-x"] ?? "",
                Lower = line["-y"] ?? "",
                Method = line["-m"] is not null ? "nat" : line["-i"] is not null ? "tunnel" : "dr",
                Tunnel = TunnelOf(line),
            }
            : null;

    private static Dictionary<string, string> TunnelOf(IpvsadmLine line)
    {
        var tunnel = new Dictionary<string, string>(StringComparer.Ordinal);
        if (line["-i"] is null)
        {
            return tunnel;
        }

        if (line["--tun-type"] is { } type and not "ipip")
        {
            tunnel["tunnel_type"] = type;
        }

        if (line["--tun-port"] is { } port)
        {
            tunnel["tunnel_port"] = port;
        }

        if (line["--tun-csum"] is not null || line["--tun-remcsum"] is not null)
        {
            tunnel["tunnel_checksum"] = line["--tun-csum"] is not null ? "csum" : "remcsum";
        }

        return tunnel;
    }

    private static void AddService(VirtualName name, IpvsadmLine line, IReadOnlyList<ConvertedServer> servers, Conversion conversion)
    {
        var service = name.NewService(line.Statement.Place);
        List<string> options = ["-s", line["-s"] ?? "wlc"];
        foreach (var option in new[] { "-b", "-p", "-M", "--pe", "-o" })
        {
            if (line[option] is { } text)
            {
                options.AddRange(text.Length > 0 ? [option, text] : [option]);
            }
        }

        service.Set("virtual_service_options", string.Join(' ', options));
        if (ServerList.TrySet(service, name.ServicePort, servers, conversion))
        {
            conversion.Services.Add(service);
        }
    }
}
