namespace LvsPluggable.Host.Converting.Keepalived;

/// <summary>Makes services of a virtual_server.</summary>
internal static class KeepalivedServer
{
    private static readonly string[] Flags = ["flag-1", "flag-2", "flag-3", "sh-port", "sh-fallback", "mh-port", "mh-fallback"];

    /// <summary>Makes them: one for each of its addresses and marks.</summary>
    public static void Read(Statement server, IReadOnlyList<VirtualName> names, Conversion conversion)
    {
        if (names.Count == 0)
        {
            // It has been said that it is no service.
            server.TakeWhole();
            return;
        }

        var usual = new KeepalivedUsual(server);
        var options = Options(server, names, conversion);
        var method = KeepalivedForwarding.Look(server, KeepalivedForwarding.Keywords) ?? ("nat", new Dictionary<string, string>(StringComparer.Ordinal));
        TakeNames(server, names, conversion);
        server.TakeLast("alpha");
        var (quorum, hysteresis) = (server.TakeLast("quorum")?.Word(0), server.TakeLast("hysteresis")?.Word(0));
        var sorry = server.TakeLast("sorry_server");
        if (sorry is not null && KeepalivedForwarding.Look(server, ["sorry_server_lvs_method"])?.Method == method.Method)
        {
            server.TakeLast("sorry_server_lvs_method");
        }

        List<Statement> reals = [.. server.Block.Where(statement => statement.Keyword == "real_server").Select(statement => statement.Take())];
        List<ConvertedServer> servers = [.. reals.Select(real => KeepalivedReal.Read(real, method))];
        if (reals.Count == 0 || reals.Exists(real => KeepalivedForwarding.Look(real, KeepalivedForwarding.Keywords) is null))
        {
            KeepalivedForwarding.Read(server, KeepalivedForwarding.Keywords, method);
        }

        foreach (var name in names)
        {
            var service = name.NewService(server.Place);
            service.Set("virtual_service_options", options);
            // Of a firewall mark keepalived ignores the ports of real servers, but for its checks.
            List<ConvertedServer> listed = name.FirewallMark is null ? servers : servers.ConvertAll(one => one with { Port = "" });
            var hasServers = ServerList.TrySet(service, name.ServicePort, listed, conversion);
            CheckAgreement.Set(
                service,
                [.. reals.Zip(servers, (real, one) => (real.Place, one.Host, KeepalivedCheckers.Read(real, one, name, usual, conversion)))],
                conversion);
            service.Set("quorum", quorum is "1" ? null : quorum);
            service.Set("quorum_hysteresis", hysteresis is "0" ? null : hysteresis);
            if (sorry is not null)
            {
                var port = sorry.Words.Count > 1 ? sorry.Word(1) : "0";
                service.Set("fallback_real_server", port == "0" ? sorry.Word(0) : HostAndPort.Join(sorry.Word(0), port));
                service.Set("on_quorum_down", service.Parameters.ContainsKey("quorum") ? "fallback" : null);
            }

            if (hasServers)
            {
                conversion.Services.Add(service);
            }
        }
    }

    // What only some names have use for.
    private static void TakeNames(Statement server, IReadOnlyList<VirtualName> names, Conversion conversion)
    {
        if (server.TakeLast("protocol") is { } protocol && names.All(name => name.FirewallMark is not null))
        {
            conversion.NoteOnce($"{protocol.Place}: \"{protocol}\" says nothing here: a firewall mark says which packets it is about, of whatever protocol.");
        }

        if (names.Any(name => name.FirewallMark is not null))
        {
            server.TakeLast("ip_family");
        }
    }

    private static string Options(Statement server, IReadOnlyList<VirtualName> names, Conversion conversion)
    {
        List<string> options = ["-s", server.TakeLast("lvs_sched", "lb_algo")?.Word(0) ?? "wlc"];
        var flags = Flags.Where(flag => server.TakeLast(flag) is not null).ToList();
        if (flags.Count > 0)
        {
            options.AddRange(["-b", string.Join(',', flags)]);
        }

        // Without a number it is 6 minutes.
        var (timeout, mask) = (server.TakeLast("persistence_timeout"), server.TakeLast("persistence_granularity"));
        if (timeout is not null || mask is not null)
        {
            options.AddRange(["-p", timeout?.Word(0) is { Length: > 0 } seconds ? seconds : "360"]);
        }

        if (mask is not null)
        {
            options.AddRange(["-M", mask.Word(0)]);
        }

        if (server.TakeLast("persistence_engine") is { } engine)
        {
            options.AddRange(["--pe", engine.Word(0)]);
        }

        if (server.TakeLast("ops") is { } ops)
        {
            if (names.All(name => name.Protocol == "udp" || name.FirewallMark is not null))
            {
                options.Add("-o");
            }
            else
            {
                conversion.Leave(ops.Place, "\"ops\" is left out: one-packet scheduling is for UDP.");
            }
        }

        return string.Join(' ', options);
    }
}
