using System.Globalization;

namespace LvsPluggable.Host.Converting.Ldirectord;

/// <summary>Makes a service of a virtual.</summary>
internal static class LdirectordService
{
    /// <summary>Makes it; null where the virtual names no service, or has no real server.</summary>
    public static ConvertedService? Make(LdirectordValues values, Conversion conversion)
    {
        var (one, isIPv6) = (values.Virtual, values.Virtual.Keyword == "virtual6");
        if (NameOf(values, isIPv6, conversion) is not { } name)
        {
            conversion.Leave(one.Place, $"\"{one}\" is left out with what it has: it should be ADDRESS:PORT, or the number of a firewall mark.");
            one.TakeWhole();
            return null;
        }

        var own = values.Own("servicename");
        var service = WithOwnName(own?.Word(0), own?.Place ?? one.Place, name.NewService(one.Place), conversion);
        service.Set("virtual_service_options", Options(values, name, conversion));
        service.Set("check_interval", Seconds(values.EitherValue("checkinterval") ?? "10"));
        service.Set("fall", values.EitherValue("failurecount") ?? "1");
        service.Set("rise", "1");
        if (values.Either("quiescent") is { } quiescent)
        {
            service.Set("on_failure", quiescent.Word(0) == "yes" ? "quiesce" : null);
            if (quiescent.Word(0) is not ("yes" or "no"))
            {
                conversion.Leave(quiescent.Place, $"\"{quiescent}\" is left out: it should be yes or no.");
            }
        }

        var reals = LdirectordReal.Read(values, name.ServicePort, isIPv6, conversion);
        if (values.Virtual.Block.Find(statement => statement is { Keyword: "checktype" } && statement.Word(0) == "off") is { } off)
        {
            conversion.Leave(off.Place, "\"checktype off\" keeps every server out; here they stay in the table with weight 0.");
            reals = [.. reals.Select(real => real with { Server = real.Server with { Weight = "0" } })];
        }

        var hasServers = ServerList.TrySet(service, name.ServicePort, [.. reals.Select(real => real.Server)], conversion);
        SetFallback(service, values, isIPv6, conversion);
        LdirectordCheck.Set(service, name, values, reals, conversion);
        return hasServers ? service : null;
    }

    /// <summary>A number of seconds as lvsdr writes it.</summary>
    public static string Seconds(string text) => $"{text}s";

    private static ConvertedService WithOwnName(string? own, SourcePlace place, ConvertedService service, Conversion conversion)
    {
        if (own is null)
        {
            return service;
        }

        if (string.IsNullOrWhiteSpace(own) || conversion.Services.Exists(other => other.Name == own))
        {
            conversion.Leave(place, $"\"servicename {own}\" is left out: {(own.Trim().Length == 0 ? "it is empty" : "another virtual has it")}, so the service is called {service.Name}.");
            return service;
        }

        var named = new ConvertedService(own, service.Place);
        foreach (var (parameter, text) in service.Parameters)
        {
            named.Set(parameter, text);
        }

        return named;
    }

    private static VirtualName? NameOf(LdirectordValues values, bool isIPv6, Conversion conversion)
    {
        var words = values.Virtual.Word(0).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        foreach (var word in words.Skip(1))
        {
            conversion.Leave(values.Virtual.Place, $"\"{word}\" of \"{values.Virtual}\" is left out: after the address, or the mark, there is nothing.");
        }

        var text = words.FirstOrDefault() ?? "";
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            if (values.Virtual.Block.FindLast(statement => statement.Keyword == "protocol")?.Word(0) == "fwm")
            {
                values.Own("protocol");
            }

            return new VirtualName { FirewallMark = text, IsMarkOfIPv6 = isIPv6 };
        }

        return HostAndPort.TrySplit(text, out var host, out var port) && port is { Length: > 0 }
            ? new VirtualName { Address = host, Port = port, Protocol = values.OwnValue("protocol") ?? (port is "53" or "domain" ? "udp" : "tcp") }
            : null;
    }

    private static string Options(LdirectordValues values, VirtualName name, Conversion conversion)
    {
        List<string> options = ["-s", values.OwnValue("scheduler") ?? "wrr"];
        foreach (var (option, directive) in new[] { ("-p", "persistent"), ("-M", "netmask"), ("-b", "schedflags") })
        {
            if (values.OwnValue(directive) is { } text)
            {
                options.AddRange([option, text]);
            }
        }

        if (values.Own("ops") is { } ops && ops.Word(0) == "yes")
        {
            if (name.Protocol == "udp" || name.FirewallMark is not null)
            {
                options.Add("-o");
            }
            else
            {
                conversion.Leave(ops.Place, "\"ops yes\" is left out: one-packet scheduling is for UDP.");
            }
        }

        return string.Join(' ', options);
    }

    private static void SetFallback(ConvertedService service, LdirectordValues values, bool isIPv6, Conversion conversion)
    {
        if (values.Either(isIPv6 ? "fallback6" : "fallback") is not { } fallback)
        {
            return;
        }

        var words = fallback.Word(0).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        service.Set("fallback_real_server", words.FirstOrDefault());
        foreach (var word in words.Skip(2))
        {
            conversion.Leave(fallback.Place, $"\"{word}\" of \"{fallback}\" is left out: after the server and how it is reached there is nothing.");
        }

        if (words.Length < 2 || service.Parameters.GetValueOrDefault("forward_method") is not { } method)
        {
            return;
        }

        var isLocal = words[0].StartsWith("127.", StringComparison.Ordinal) || words[0].StartsWith("[::1]", StringComparison.Ordinal);
        if (!isLocal && LdirectordReal.MethodOf(words[1]) != method)
        {
            conversion.Leave(fallback.Place, $"\"{words[1]}\" of the fallback server is left out: it is reached as the real servers are, by {method}.");
        }
    }
}
