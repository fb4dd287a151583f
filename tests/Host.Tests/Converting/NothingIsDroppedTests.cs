using FsCheck;
using FsCheck.Fluent;
using LvsPluggable.Host.Converting;

namespace LvsPluggable.Host.Tests.Converting;

/// <summary>
/// Each directive is in what was made of a file or in what is said of it: without it, the one or the other is different. A # stands for a number that
/// nothing else in the file has, an @ for the last two parts of an address. Left out here are directives that say what lvsdr does anyway.
/// </summary>
public sealed class NothingIsDroppedTests
{
    private static readonly string[] OfGlobalDefs =
    [
        "router_id X#", "notification_email_from a#", "notification_email { a@b }", "smtp_server 10.9.@", "lvs_sync_daemon eth1 id #", "lvs_sync_daemon eth1 VI_#",
        "lvs_sync_daemon eth1 inst VI_# ttl #", "lvs_sync_daemon eth1 frob # port #", "lvs_timeouts tcp #", "lvs_timeouts udp # tcp # frob #", "script_user u#", "script_user u g#",
        "script_user u g x#", "enable_script_security", "vrrp_garp_interval #", "lvs_flush", "frobnicate #",
    ];

    private static readonly string[] OfVrrp =
    [
        "state MASTER", "state BACKUP", "interface eth#", "priority #", "authentication { auth_pass # }", "track_script { x# }", "notify_master /x#", "lvs_sync_daemon_interface eth7",
        "virtual_ipaddress { 192.0.@/24 }", "virtual_ipaddress { 192.0.@ dev eth# }", "virtual_ipaddress { 192.0.2.1 label x# }", "use_vmac", "frobnicate #",
    ];

    private static readonly string[] OfServer =
    [
        "lb_algo rr", "lvs_sched lc", "lb_algo wrr #", "lb_kind DR", "lvs_method DR", "lvs_method DR #", "lvs_method frob", "persistence_timeout #",
        "persistence_granularity 255.255.0.0", "persistence_engine sip", "ops", "sh-port", "mh-fallback", "quorum #", "hysteresis #", "quorum_up /x#", "sorry_server 10.8.@ #",
        "sorry_server 10.8.@", "sorry_server_lvs_method TUN", "delay_loop #", "connect_timeout #", "retry #", "delay_before_retry #", "virtualhost www#", "inhibit_on_failure", "omega",
        "ha_suspend", "warmup #", "ip_family inet6", "frobnicate #", "lb_algo { x# }",
    ];

    private static readonly string[] OfReal =
    [
        "weight #", "weight # x", "uthreshold #", "lthreshold #", "lvs_method TUN type gue port #", "lb_kind TUN", "delay_loop #", "connect_timeout #", "retry #", "delay_before_retry #",
        "virtualhost www#", "notify_down /x#", "BFD_CHECK { name # }", "frobnicate #",
    ];

    private static readonly string[] OfChecker =
    [
        "connect_timeout #", "retry #", "delay_before_retry #", "delay_loop #", "connect_port #", "connect_port # x#", "bindto 10.9.@", "connect_ip 10.9.@", "bind_port #", "fwmark #", "warmup #",
        "log_all_failures", "host { connect_ip 10.9.@ }", "host { connect_port # }", "helo_name h#", "type MX", "name example#.org", "misc_timeout #", "user u#", "user u g x#", "misc_dynamic",
        "payload #", "require_reply #", "http_protocol 1.0", "inhibit_on_failure", "url { path /# }", "url { path /# x# }", "url { status_code # }", "url { regex a# }", "url { regex_options caseless }",
        "url { virtualhost v# }", "url { digest # }", "url { regex a# }", "frobnicate #",
    ];

    private static readonly string[] Checkers =
        ["TCP_CHECK {", "SMTP_CHECK {", "DNS_CHECK {", "PING_CHECK {", "HTTP_GET {", "SSL_GET {", "MISC_CHECK {\nmisc_path /opt/check#", "UDP_CHECK {\nrequire_reply #"];

    private static readonly string[] Names = ["192.0.@ #", "192.0.@", "192.0.@ # x#", "fwmark #", "fwmark # x#"];

    private static readonly string[] GlobalsOfLdirectord =
    [
        "checktimeout=#", "negotiatetimeout=#", "checkinterval=#", "failurecount=#", "fallback=10.8.@:80", "fallback6=[::1]:#", "quiescent=yes", "quiescent=frob#", "checkcount=#", "emailalert=\"a#\"",
        "logfile=\"/x#\"", "callback=\"/x#\"", "maintenancedir=/x#", "execute=x#", "autoreload=yes", "supervised=yes", "supervised", "frob=#", "frob #",
    ];

    private static readonly string[] OfVirtual =
    [
        "checktype=connect", "checktype=ping", "checktype=external", "checktype=external-perl", "checktype=none", "checktype=on", "checktype=off", "checktype=#", "checktype=frob", "service=https", "service=ftp", "service=smtp", "service=dns", "service=pgsql", "service=radius", "service=imaps", "request=\"r#\"", "receive=\"a#\"", "virtualhost=\"h#\"", "httpmethod=HEAD",
        "login=\"u#\"", "passwd=\"p#\"", "database=\"d#\"", "secret=\"s#\"", "checkport=#", "checkcommand=/opt/c#", "persistent=#", "netmask=255.255.0.0", "scheduler=rr", "schedflags=sh-port",
        "ops=yes", "protocol=udp", "servicename=S#", "servicename=S", "comment=c#", "emailalert=\"a#\"", "fallbackcommand=/f#", "cleanstop=no", "checktimeout=#", "negotiatetimeout=#",
        "checkinterval=#", "failurecount=#", "fallback=10.7.@:#", "fallback=10.7.@:# masq", "fallback=10.7.@:# gate x#", "fallback6=[::1]:#", "frob=#", "frob #", "real=10.0.@:80 gate #", "real=10.0.@:# masq",
        "real=10.0.@:# ipip # \"r#\", \"a#\" l:# u:#", "real=10.0.@ gate 1 \"/\", \"a#\"", "real=10.0.@:#",
    ];

    private static readonly string[] OfIpvsadm =
    [
        "-t 192.0.@:81", "-u 192.0.@:82", "-f #", "-6", "-s rr", "-s lc", "-p", "-p #", "-M 255.255.0.0", "--pe sip", "-o", "-b sh-port", "-r 10.0.@:#", "-i", "-m", "-w #", "--weight #", "-x #", "-y #", "--tun-type gue",
        "--tun-port #", "--tun-csum", "--tun-remcsum", "-A", "--frob",
    ];

    [Fact]
    public void No_directive_of_a_keepalived_conf() => Prop.ForAll(
        Blocks("global_defs {", OfGlobalDefs, 6).SelectMany(globals => Blocks("vrrp_instance VI {", OfVrrp, 6).SelectMany(vrrp =>
            Servers().ArrayOf().Resize(3).Select(servers => string.Join('\n', [globals, vrrp, .. servers])))).ToArbitrary(),
        text => AllAreHeard(Numbered(text), lines => Converted.Keepalived(lines), line => line.Length > 1 && !line.EndsWith('{'))).QuickCheckThrowOnFailure();

    [Fact]
    public void No_directive_of_an_ldirectord_cf() => Prop.ForAll(
        Some(GlobalsOfLdirectord, 6).SelectMany(globals => Some(OfVirtual, 10).Select(own =>
            $"virtual=192.0.@:80\n\treal=10.0.@:80 gate\n{string.Concat(own.Select(line => $"\t{line}\n"))}").ArrayOf().Resize(3)
            .Select(virtuals => string.Join('\n', [.. globals, .. virtuals]))).ToArbitrary(),
        text => AllAreHeard(Numbered(text), Converted.Ldirectord, line => line.Trim().Length > 0 && !line.StartsWith("virtual", StringComparison.Ordinal))).QuickCheckThrowOnFailure();

    [Fact]
    public void No_option_of_a_saved_table() => Prop.ForAll(
        Some(OfIpvsadm, 8).SelectMany(ofService => Some(OfIpvsadm, 8).Select(ofServer =>
            string.Join('\n', ["-A", "-t 192.0.2.50:80", .. ofService.Distinct(), "", "-a", "-t 192.0.2.50:80", "-r 10.0.@:80", .. ofServer.Distinct()]))).ToArbitrary(),
        text => AllAreHeard(
            // An option a line here, a command a line there.
            Numbered(text), all => Converted.Ipvsadm(string.Join('\n', all.Split("\n\n").Select(line => line.Replace('\n', ' ')))), line => line is not ("" or "-A" or "-a"), " "))
        .QuickCheckThrowOnFailure();

    private static Gen<string[]> Some(string[] directives, int most) => Gen.Elements(directives).ArrayOf().Resize(most);

    private static Gen<string> Blocks(string opening, string[] directives, int most) =>
        Some(directives, most).Select(lines => string.Join('\n', [opening, .. lines, "}"]));

    private static Gen<string> Servers() =>
        from name in Gen.Elements(Names)
        from settings in Some(OfServer, 8)
        from reals in Reals().NonEmptyListOf().Resize(3)
        select string.Join('\n', [$"virtual_server {name} {{", "protocol TCP", .. settings, .. reals, "}"]);

    private static Gen<string> Reals() =>
        from settings in Some(OfReal, 5)
        from checkers in Gen.Elements(Checkers).SelectMany(checker => Blocks(checker, OfChecker, 5)).ArrayOf().Resize(2)
        select string.Join('\n', ["real_server 10.0.@ # {", .. settings, .. checkers, "}"]);

    private static string[] Numbered(string text)
    {
        var number = 1000;
        return [.. text.Split('\n').Select(line =>
        {
            while (line.IndexOfAny(['#', '@']) is >= 0 and var index && !line.Contains("a@b", StringComparison.Ordinal))
            {
                number++;
                line = $"{line[..index]}{(line[index] == '#' ? $"{number}" : $"{number / 200}.{number % 200}")}{line[(index + 1)..]}";
            }

            return line;
        })];
    }

    private static void AllAreHeard(string[] lines, Func<string, Conversion> convert, Func<string, bool> isDirective, string nothing = "")
    {
        var all = Says(convert(string.Join('\n', lines)));
        for (var index = 0; index < lines.Length; index++)
        {
            if (isDirective(lines[index]))
            {
                string[] without = [.. lines[..index], nothing, .. lines[(index + 1)..]];
                Assert.True(Says(convert(string.Join('\n', without))) != all, $"Nobody says a word of \"{lines[index]}\" in\n{string.Join('\n', lines)}\n\n{all}");
            }
        }
    }

    private static string Says(Conversion conversion) => string.Join(
        '\n',
        [
            .. conversion.Services.Select(service => $"{service.Name}: {Converted.Text(service)}"), .. conversion.Addresses.Select(address => $"{address}"),
            .. conversion.Once.Select(pair => $"{pair}"), .. conversion.Leftovers, .. conversion.Notes,
        ]);
}
