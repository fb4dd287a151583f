using System.Net;
using System.Net.Sockets;

namespace LvsPluggable.Host.Converting.Ldirectord;

/// <summary>Writes how a virtual's real servers are checked.</summary>
internal static class LdirectordCheck
{
    // Services by port, as ld_port_to_service of ldirectord has them, and back.
    private static readonly Dictionary<string, string> ByPort = new(StringComparer.Ordinal)
    {
        ["21"] = "ftp",
        ["25"] = "smtp",
        ["53"] = "dns",
        ["80"] = "http",
        ["110"] = "pop",
        ["119"] = "nntp",
        ["143"] = "imap",
        ["389"] = "ldap",
        ["443"] = "https",
        ["587"] = "submission",
        ["636"] = "ldaps",
        ["993"] = "imaps",
        ["995"] = "pops",
        ["1521"] = "oracle",
        ["1812"] = "radius",
        ["3128"] = "http_proxy",
        ["3306"] = "mysql",
        ["5060"] = "sip",
        ["5432"] = "pgsql",
        ["http"] = "http",
        ["https"] = "https",
        ["smtp"] = "smtp",
        ["domain"] = "dns",
        ["ftp"] = "ftp",
        ["postgresql"] = "pgsql",
    };

    /// <summary>Sets the parameters of the check.</summary>
    public static void Set(ConvertedService service, VirtualName name, LdirectordValues values, IReadOnlyList<LdirectordReal> reals, Conversion conversion)
    {
        var type = values.OwnValue("checktype") ?? "negotiate";
        var isCombined = type.Length > 0 && type.All(char.IsAsciiDigit);
        if (isCombined)
        {
            conversion.Leave(values.Own("checktype")!.Place, $"\"checktype {type}\" connects at some looks and asks at others; here every look asks.");
        }

        SetTimeout(service, values, isNegotiated: type == "negotiate" || isCombined);
        var kind = type switch
        {
            "negotiate" => ServiceOf(values, name),
            _ when isCombined => ServiceOf(values, name),
            "external" or "external-perl" => SetScript(service, name, values, type, conversion),
            "connect" when name.Protocol == "udp" => "ping",
            _ => type,
        };
        var asked = new LdirectordQuestion(values, reals);
        switch (kind)
        {
            case "http" or "https":
                SetHttp(service, asked, kind == "https", conversion);
                break;
            case "smtp" or "submission":
                service.Set("smtp_check", "true");
                break;
            case "dns":
                SetDns(service, name, asked, conversion);
                break;
            case "pgsql":
                SetPostgres(service, name, values, conversion);
                break;
            case "connect":
                service.Set("tcp_check", "true");
                break;
            case "ping":
                service.Set("ping_check", "true");
                conversion.NoteOnce("ping_check needs the setting net.ipv4.ping_group_range on every director (docs/checks.md).");
                break;
            case "none" or "on" or "off" or "script":
                break;
            default:
                SetNearest(service, name, values, kind, conversion);
                break;
        }

        SetPort(service, name, values, reals, kind);
        if (kind is not ("http" or "https" or "dns"))
        {
            asked.SayUnasked(conversion);
        }
    }

    private static void SetTimeout(ConvertedService service, LdirectordValues values, bool isNegotiated)
    {
        var (first, second, usual) = isNegotiated ? ("negotiatetimeout", "checktimeout", "30") : ("checktimeout", "negotiatetimeout", "5");
        service.Set("check_timeout", LdirectordService.Seconds(values.EitherValue(first) ?? values.EitherValue(second) ?? usual));
    }

    private static string ServiceOf(LdirectordValues values, VirtualName name) =>
        values.OwnValue("service") ?? (name.FirewallMark is null ? ByPort.GetValueOrDefault(name.Port, "none") : "none");

    private static void SetHttp(ConvertedService service, LdirectordQuestion asked, bool isTls, Conversion conversion)
    {
        var request = asked.Request(conversion);
        if (request.Text.Contains("://", StringComparison.Ordinal))
        {
            conversion.Leave(request.Place, $"The request {request.Text} asks another machine than the real server; only its path is asked for, of the real server.");
            request = request with { Text = Uri.TryCreate(request.Text.TrimStart('/'), UriKind.Absolute, out var url) ? url.PathAndQuery : "/" };
        }

        service.Set("http_check", request.Text.StartsWith('/') ? request.Text : $"/{request.Text}");
        service.Set("http_check_statuses", "200-299");
        service.Set("http_check_expression", asked.Receive(conversion).Text);
        service.Set("http_check_method", asked.Values.OwnValue("httpmethod")?.ToUpperInvariant() is { } method and not "GET" ? method : null);
        service.Set("http_check_host", asked.Values.OwnValue("virtualhost")?.Trim('"'));
        service.Set("http_check_tls", isTls ? "true" : null);
    }

    private static void SetDns(ConvertedService service, VirtualName virtualName, LdirectordQuestion asked, Conversion conversion)
    {
        var name = asked.Request(conversion).Text.TrimStart('/');
        if (name.Length == 0)
        {
            SetNearest(service, virtualName, asked.Values, "dns without a request", conversion);
            return;
        }

        var isAddress = IPAddress.TryParse(name, out var address) && address.AddressFamily == AddressFamily.InterNetwork;
        service.Set("dns_check", isAddress ? $"{string.Join('.', address!.GetAddressBytes().Reverse())}.in-addr.arpa" : name);
        service.Set("dns_check_type", isAddress ? "ptr" : null);
        if (asked.Receive(conversion) is { Text.Length: > 0 } receive)
        {
            conversion.Leave(receive.Place, $"\"receive {receive.Text}\" is left out: dns_check asks that there is a record, and not which one.");
        }
    }

    private static void SetPostgres(ConvertedService service, VirtualName name, LdirectordValues values, Conversion conversion)
    {
        var words = new[] { ("user", values.OwnValue("login")), ("dbname", values.OwnValue("database")), ("password", values.OwnValue("passwd")) }
            .Where(pair => !string.IsNullOrEmpty(pair.Item2))
            .Select(pair => $"{pair.Item1}={Quoted(pair.Item2!)}");
        service.Set("postgres_check", string.Join(' ', words));
        if (!service.Parameters.ContainsKey("postgres_check"))
        {
            SetNearest(service, name, values, "pgsql without a login", conversion);
            return;
        }

        service.Set("postgres_role", "any");
        if (values.Own("passwd") is not null)
        {
            conversion.NoteOnce("postgres_check has the password that stood in the file; postgres_password_file keeps it where only root can read it.");
        }

        if (values.Own("request") is { } request)
        {
            conversion.Leave(
                request.Place, $"\"{request}\" is left out: postgres_check asks how the server is, and makes no query of yours; postgres_role=standby asks for standbys.");
        }
    }

    // As libpq reads a value.
    private static string Quoted(string value) => ShellWord.IsPlain(value)
        ? value
        : $"'{value.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("'", @"\'", StringComparison.Ordinal)}'";

    private static string SetScript(ConvertedService service, VirtualName name, LdirectordValues values, string type, Conversion conversion)
    {
        var command = values.Own("checkcommand");
        var port = name.ServicePort ?? "0";
        string[] words = [command?.Word(0) ?? "/bin/true", name.Address ?? name.FirewallMark!, port, ExitStatusScript.Server, port];
        service.Set("realserver_check_active_real_server_script", ExitStatusScript.Write(words));
        if (type == "external-perl")
        {
            conversion.Leave(command?.Place ?? service.Place, "\"checktype external-perl\" is external here: the script is run as a program, so it should be executable and begin with #!.");
        }

        return "script";
    }

    private static void SetNearest(ConvertedService service, VirtualName name, LdirectordValues values, string kind, Conversion conversion)
    {
        var isDatagram = name.Protocol == "udp" || kind is "radius" or "sip";
        var check = isDatagram ? "ping_check" : kind is "imaps" or "pops" or "ldaps" ? "tls_check" : "tcp_check";
        service.Set(check, "true");
        var place = values.Virtual.Block.FindLast(statement => statement.Keyword is "service" or "checktype")?.Place ?? service.Place;
        conversion.Leave(
            place,
            $"lvsdr does not speak {kind}: {check} is in its place, which is less. realserver_check_active_real_server_script may ask more.");
    }

    // The port of a real server is what is asked where nobody says.
    private static void SetPort(ConvertedService service, VirtualName name, LdirectordValues values, IReadOnlyList<LdirectordReal> reals, string kind)
    {
        if (kind is "none" or "on" or "off" or "script" or "ping" || service.Parameters.ContainsKey("ping_check"))
        {
            return;
        }

        var port = values.OwnValue("checkport");
        if (port is null && name.FirewallMark is not null && !reals.All(real => real.Server.HasPort))
        {
            port = ByPort.FirstOrDefault(pair => pair.Value == kind && char.IsAsciiDigit(pair.Key[0])).Key;
        }

        if (service.Parameters.TryGetValue("postgres_check", out var connection) && port is not null)
        {
            // It asks where the real server listens, and the connection string may say otherwise.
            service.Set("postgres_check", $"{connection} port={port}");
        }
        else if (reals.Any(real => real.Server.AskedPort(name.ServicePort) != port))
        {
            service.Set("check_port", port);
        }
    }
}
