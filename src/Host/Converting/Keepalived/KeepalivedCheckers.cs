namespace LvsPluggable.Host.Converting.Keepalived;

/// <summary>Reads the checkers of a real_server.</summary>
internal static class KeepalivedCheckers
{
    private static readonly string[] Known =
        ["TCP_CHECK", "HTTP_GET", "SSL_GET", "SMTP_CHECK", "DNS_CHECK", "MISC_CHECK", "UDP_CHECK", "PING_CHECK"];

    /// <summary>Reads them as parameters of lvsdr.</summary>
    /// <param name="real">The statement.</param>
    /// <param name="server">What was made of it.</param>
    /// <param name="name">The service that it is of.</param>
    /// <param name="ofService">The settings of the virtual_server.</param>
    /// <param name="conversion">Gets what cannot be said.</param>
    public static IReadOnlyDictionary<string, string> Read(
        Statement real, ConvertedServer server, VirtualName name, KeepalivedUsual ofService, Conversion conversion)
    {
        var usual = new KeepalivedUsual(real, ofService);
        real.TakeLast("alpha");
        var checks = new KeepalivedChecks(server, name, conversion);
        foreach (var checker in real.Block.Where(statement => Known.Contains(statement.Keyword)))
        {
            ReadOne(checker.Take(), usual, checks);
        }

        if (checks.Parameters.Count > 0)
        {
            // Without one that comes back at the first good answer.
            checks.Add(real, "rise", "1");
        }

        checks.Add(real, "on_failure", usual.Is("inhibit_on_failure") ? "quiesce" : null);
        return checks.Parameters;
    }

    private static void ReadOne(Statement checker, KeepalivedUsual ofReal, KeepalivedChecks checks)
    {
        var usual = new KeepalivedUsual(checker, ofReal);
        checker.TakeLast("alpha");
        switch (checker.Keyword)
        {
            case "TCP_CHECK":
                checks.Add(checker, "tcp_check", "true");
                break;
            case "HTTP_GET" or "SSL_GET":
                KeepalivedHttp.Read(checker, usual, checks);
                break;
            case "SMTP_CHECK":
                checks.Add(checker, "smtp_check", "true");
                checks.Add(checker, "smtp_check_helo", checker.TakeLast("helo_name")?.Word(0));
                break;
            case "DNS_CHECK":
                checks.Add(checker, "dns_check", checker.TakeLast("name")?.Word(0) ?? ".");
                checks.Add(checker, "dns_check_type", (checker.TakeLast("type")?.Word(0) ?? "SOA").ToLowerInvariant());
                break;
            case "MISC_CHECK" when !KeepalivedMisc.Read(checker, checks):
                return;
            case "UDP_CHECK" when !KeepalivedUdp.Read(checker, checks):
                return;
            case "PING_CHECK":
                checks.Add(checker, "ping_check", "true");
                checks.Conversion.NoteOnce("ping_check needs the setting net.ipv4.ping_group_range on every director (docs/checks.md).");
                break;
        }

        SetTimes(checker, usual, checks);
        if (checker.Keyword is not ("MISC_CHECK" or "PING_CHECK"))
        {
            SetConnection(checker, checks);
        }
    }

    private static void SetTimes(Statement checker, KeepalivedUsual usual, KeepalivedChecks checks)
    {
        var interval = usual["delay_loop"] ?? "60";
        checks.AddDuration(checker, "check_interval", interval);
        checks.AddDuration(checker, "check_timeout", checker.Keyword == "MISC_CHECK"
            ? checker.TakeLast("misc_timeout")?.Word(0) ?? interval
            : usual["connect_timeout"] ?? "5");

        // How many more looks there are, where keepalived counts what is repeated.
        var retries = usual["retry"] ?? (checker.Keyword switch { "MISC_CHECK" => "0", "DNS_CHECK" => "3", _ => "1" });
        checks.Add(checker, "fall", int.TryParse(retries, out var count) ? $"{count + 1}" : retries);
        checks.AddDuration(checker, "check_fast_interval", usual["delay_before_retry"]);
    }

    private static void SetConnection(Statement checker, KeepalivedChecks checks)
    {
        var hosts = checker.Block.Where(statement => statement.Keyword == "host").ToList();
        var connection = hosts.Find(host => host.Block.FindLast(inside => inside.Keyword == "connect_ip")?.Word(0) is { } ip && ip == checks.Server.Host)
            ?? hosts.Find(host => !host.Block.Exists(inside => inside.Keyword == "connect_ip"));
        if (connection is not null)
        {
            connection.Take();
            checks.SetPort(checker, connection.TakeLast("connect_port")?.Word(0) ?? checker.TakeLast("connect_port")?.Word(0));
            checks.Add(checker, "check_source_address", connection.TakeLast("bindto")?.Word(0));
            connection.TakeLast("connect_ip");
            return;
        }

        if (checker.Block.FindLast(statement => statement.Keyword == "connect_ip") is { } ip && ip.Word(0) == checks.Server.Host)
        {
            checker.TakeLast("connect_ip");
        }

        checks.SetPort(checker, checker.TakeLast("connect_port")?.Word(0));
        checks.Add(checker, "check_source_address", checker.TakeLast("bindto")?.Word(0));
    }
}
