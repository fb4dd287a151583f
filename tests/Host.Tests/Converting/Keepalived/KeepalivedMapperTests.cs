namespace LvsPluggable.Host.Tests.Converting.Keepalived;

public sealed class KeepalivedMapperTests
{
    private const string Tcp = "real_server 10.0.0.1 80 {\nTCP_CHECK {\n}\n}";

    [Theory]
    [InlineData("", "virtual_service_options=-s wlc; protocol=tcp; vip=192.0.2.50; port=80; forward_method=nat")]
    [InlineData("lb_algo rr\nlb_kind DR", "virtual_service_options=-s rr; forward_method=dr")]
    [InlineData("lvs_sched sh\nsh-port\nsh-fallback\nlvs_method NAT", "virtual_service_options=-s sh -b sh-port,sh-fallback; forward_method=nat")]
    [InlineData("lvs_sched rr\npersistence_timeout\nprotocol UDP\nops", "virtual_service_options=-s rr -p 360 -o; protocol=udp")]
    [InlineData("persistence_timeout 50\npersistence_granularity 255.255.255.0\npersistence_engine sip\nprotocol UDP", "virtual_service_options=-s wlc -p 50 -M 255.255.255.0 --pe sip")]
    [InlineData("lvs_method TUN", "forward_method=tunnel; tunnel_type=")]
    [InlineData("lvs_method TUN type gue port 5555 csum", "forward_method=tunnel; tunnel_type=gue; tunnel_port=5555; tunnel_checksum=csum")]
    [InlineData("protocol SCTP", "protocol=sctp")]
    [InlineData("alpha", "vip=192.0.2.50")]
    [InlineData("quorum 7\nhysteresis 2", "quorum=7; quorum_hysteresis=2; on_quorum_down=")]
    [InlineData("quorum 1\nhysteresis 0", "quorum=; quorum_hysteresis=")]
    [InlineData("sorry_server 10.0.0.9 8080", "fallback_real_server=10.0.0.9:8080; on_quorum_down=")]
    [InlineData("sorry_server 10.0.0.9\nquorum 2\nsorry_server_lvs_method NAT", "fallback_real_server=10.0.0.9; on_quorum_down=fallback")]
    [InlineData("inhibit_on_failure", "on_failure=quiesce")]
    [InlineData("", "check_interval=60s; check_timeout=5s; fall=2; rise=1; on_failure=; check_fast_interval=")]
    [InlineData("delay_loop 6\nconnect_timeout 2.5\nretry 3\ndelay_before_retry 0.5", "check_interval=6s; check_timeout=2500ms; fall=4; check_fast_interval=500ms")]
    public void Every_setting_of_a_virtual_server_has_its_parameter(string settings, string expected) => Says(
        $"virtual_server 192.0.2.50 80 {{ {(settings.Contains("protocol", StringComparison.Ordinal) ? "" : "protocol TCP")}\n{settings}\n{Tcp}\n}}", expected);

    [Theory]
    [InlineData("weight 3\nuthreshold 100\nlthreshold 50", "weight_of_realservers=10.0.0.1:8080,3,100,50")]
    [InlineData("inhibit_on_failure\nalpha yes", "on_failure=quiesce; weight_of_realservers=10.0.0.1:8080,1")]
    [InlineData("lvs_method DR\nTCP_CHECK {\nconnect_port 80\n}", "forward_method=dr; check_port=", 1)]
    [InlineData("TCP_CHECK {\nconnect_port 8080\n}", "tcp_check=true; check_port=; rise=1")]
    [InlineData("TCP_CHECK {\nconnect_port 81\nbindto 10.0.0.7\nconnect_ip 10.0.0.1\n}", "check_port=81; check_source_address=10.0.0.7")]
    [InlineData("delay_loop 9\nTCP_CHECK {\nretry 5\nconnect_timeout 1\ndelay_before_retry 2\nalpha\n}", "check_interval=9s; fall=6; check_timeout=1s; check_fast_interval=2s")]
    [InlineData("HTTP_GET {\nurl {\npath /a\nstatus_code 200-299 301\nvirtualhost www\nregex OK\n}\nhttp_protocol 1.1\nfast_recovery\n}", "http_check=/a; http_check_statuses=200-299 301; http_check_host=www; http_check_expression=OK; http_check_tls=")]
    [InlineData("HTTP_GET {\nurl {\n}\n}", "http_check=/; http_check_statuses=200-299")]
    [InlineData("virtualhost www\nSSL_GET {\nenable_sni\nurl {\npath /\nregex \"a b\"\nregex_options caseless dotall\n}\n}", "http_check_tls=true; http_check_host=www; http_check_expression=(?is)a b")]
    [InlineData("SMTP_CHECK {\nhelo_name \"me\"\n}", "smtp_check=true; smtp_check_helo=me; check_port=")]
    [InlineData("SMTP_CHECK {\nhost {\nconnect_ip 10.0.0.1\nconnect_port 25\nbindto 10.0.0.7\n}\n}", "smtp_check=true; check_port=25; check_source_address=10.0.0.7")]
    [InlineData("DNS_CHECK {\ntype MX\nname example.org\n}", "dns_check=example.org; dns_check_type=mx; fall=4")]
    [InlineData("DNS_CHECK {\n}", "dns_check=.; dns_check_type=soa")]
    [InlineData("MISC_CHECK {\nmisc_path \"/opt/check 10.0.0.1 a=b\"\nmisc_timeout 4\nuser nobody nogroup\n}", "realserver_check_active_real_server_script=/bin/sh -c /opt/check${IFS}$0${IFS}a=b>/dev/null&&echo${IFS}t; check_timeout=4s; script_user=nobody:nogroup; fall=1")]
    [InlineData("MISC_CHECK {\nmisc_path /opt/check\n}", "realserver_check_active_real_server_script=/bin/sh -c /opt/check>/dev/null&&echo${IFS}t; check_timeout=60s; check_port=")]
    [InlineData("MISC_CHECK {\nmisc_path \"/opt/check $x\"\n}", "realserver_check_active_real_server_script=/bin/sh -c /opt/check${IFS}'$x'>/dev/null&&echo${IFS}t")]
    [InlineData("UDP_CHECK {\npayload 01 f 2a3\nrequire_reply 41\n}", @"udp_check=\x01\x0f\x2a\x03; udp_check_answer=\x41")]
    [InlineData("PING_CHECK {\n}", "ping_check=true; check_port=")]
    [InlineData("TCP_CHECK {\n}\nPING_CHECK {\n}", "ping_check=true; tcp_check=true")]
    [InlineData("", "rise=; check_interval=; tcp_check=")]
    public void Every_setting_and_checker_of_a_real_server_has_its_parameter(string settings, string expected, int leftovers = 0) =>
        Says($"virtual_server 192.0.2.50 80 {{ protocol TCP\nreal_server 10.0.0.1 8080 {{\n{settings}\n}}\n}}", expected, leftovers);

    [Theory]
    [InlineData("fwmark 3", "10.0.0.1", "fwmark=3; vip=; check_port=81; ip_family=")]
    [InlineData("fwmark 3", "10.0.0.1 81", "fwmark=3; check_port=81; weight_of_realservers=10.0.0.1,1")]
    [InlineData("2001:db8:0::1 80", "2001:db8::2 81", "vip=2001:db8::1; weight_of_realservers=[2001:db8::2]:81,1; check_port=")]
    [InlineData("192.0.2.50", "10.0.0.1", "port=0; weight_of_realservers=10.0.0.1,1; check_port=81")]
    public void What_selects_the_service_is_said(string name, string server, string expected) =>
        Says($"virtual_server {name} {{ protocol TCP\nreal_server {server} {{\nTCP_CHECK {{\nconnect_port 81\n}}\n}}\n}}", expected);

    [Fact]
    public void Without_a_protocol_it_is_udp_as_for_keepalived_which_is_noted()
    {
        var conversion = Converted.Keepalived($"virtual_server 192.0.2.50 80 {{\n{Tcp}\n}}");

        Assert.Equal("udp", conversion.Parameter("protocol"));
        Assert.Equal([$"{Converted.File}:1: \"virtual_server 192.0.2.50 80\" names no protocol, which keepalived takes for UDP; so it is udp here."], conversion.Notes);
    }

    [Fact]
    public void Each_address_and_mark_of_a_group_is_a_service()
    {
        var conversion = Converted.Keepalived($$"""
            virtual_server_group G {
                192.0.2.1 8080
                192.0.2.3-5 80
                192.0.2.255-192.0.3.0 81
                192.0.2.9/31 82
                2001:db8::9-b 83
                fwmark 2
                fwmark 3 inet6
            }
            virtual_server group G { protocol TCP
            {{Tcp.Replace("10.0.0.1 80", "10.0.0.1 8080", StringComparison.Ordinal)}} }
            """);

        Assert.Empty(conversion.Leftovers);
        Assert.Equal(
            [
                "192.0.2.1-8080", "192.0.2.3-80", "192.0.2.4-80", "192.0.2.5-80", "192.0.2.255-81", "192.0.3.0-81", "192.0.2.8-82", "192.0.2.9-82",
                "2001:db8::9-83", "2001:db8::a-83", "2001:db8::b-83", "fwmark-2", "fwmark-3-ipv6",
            ],
            conversion.Services.Select(service => service.Name));
        Assert.Equal(
            ["10.0.0.1,1", "10.0.0.1:8080,1"], conversion.Services.Select(service => service.Parameters["weight_of_realservers"]).Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public void Addresses_and_synchronisation_of_vrrp_are_kept()
    {
        var conversion = Converted.Keepalived($$"""
            global_defs {
                lvs_sync_daemon eth1 reads id 7 maxlen 1400 port 8849 group 224.0.0.82
                lvs_timeouts tcp 900 udp 30
            }
            vrrp_instance reads {
                state BACKUP
                nopreempt
                interface eth0
                virtual_ipaddress {
                    192.0.2.50/24
                    192.0.2.51/32 dev eth2
                }
            }
            virtual_server 192.0.2.50 80 { {{Tcp}} }
            """);

        Assert.Empty(conversion.Leftovers);
        Assert.Equal(["192.0.2.50 24 eth0 reads", "192.0.2.51 32 eth2 reads"], conversion.Addresses.Select(one => $"{one.Address} {one.Prefix} {one.Interface} {one.Group}"));
        Assert.Equal(
            "ipvs_timeouts=900 0 30; sync_group=224.0.0.82; sync_id=7; sync_interface=eth1; sync_maxlen=1400; sync_port=8849",
            string.Join("; ", conversion.Once.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}")));
    }

    [Theory]
    [InlineData("router_id X", "global_defs", 2, "that of its machine")]
    [InlineData("notification_email {\na@b\n}", "global_defs", 2, "sends mail")]
    [InlineData("lvs_sync_daemon eth1 id 7 ttl 3", "global_defs", 2, "\"ttl 3\"")]
    [InlineData("vrrp_garp_interval 1", "global_defs", 2, "IPaddr2")]
    [InlineData("frobnicate", "global_defs", 2, "nothing like it")]
    [InlineData("script_user nobody", "global_defs", 2, "no MISC_CHECK runs a script here")]
    [InlineData("lvs_timeouts tcp 9 frob 3", "global_defs", 2, "\"frob\" of \"lvs_timeouts tcp 9 frob 3\" is left out")]
    [InlineData("interface eth0", "vrrp_instance A", 2, "no address needs it")]
    [InlineData("virtual_ipaddress {\n192.0.2.1/24\n192.0.2.1\n}", "vrrp_instance A", 4, "the address is there already")]
    [InlineData("priority 100", "vrrp_instance A", 2, "the cluster decides")]
    [InlineData("authentication {\nauth_pass secret\n}", "vrrp_instance A", 2, "\"authentication\" is left out")]
    [InlineData("auth_pass secret", "vrrp_instance A", 2, "\"auth_pass …\"")]
    [InlineData("track_script {\nx\n}", "vrrp_instance A", 2, "with a constraint")]
    [InlineData("notify_master /x", "vrrp_instance A", 2, "pcs alert")]
    [InlineData("virtual_ipaddress {\n192.0.2.1/24 label eth0:1\n}", "vrrp_instance A", 3, "\"label\" of the address 192.0.2.1")]
    [InlineData("virtual_ipaddress {\n$VIP/24 dev eth0\n}", "vrrp_instance A", 3, "\"$VIP/24 dev eth0\" is left out: it should begin with an address")]
    [InlineData("192.0.2.1 80", "virtual_server_group unused", 1, "no virtual_server uses it")]
    [InlineData("ca x", "SSL", 1, "tls_check_ca")]
    public void What_of_the_rest_has_no_equivalent_is_named(string inside, string block, int line, string said) => Leaves($"{block} {{\n{inside}\n}}\n", line, said);

    [Theory]
    [InlineData("ops", "for UDP")]
    [InlineData("quorum_up /x", "one program for all events")]
    [InlineData("omega", "notify hears of the stop")]
    [InlineData("ha_suspend", "no other does")]
    [InlineData("warmup 3", "check_concurrency")]
    [InlineData("lvs_method TUN type gue frob", "it should be NAT, DR or TUN")]
    [InlineData("sorry_server_inhibit", "fallback_real_server")]
    [InlineData("lb_algo wlc\nlvs_sched rr", "\"lb_algo wlc\" is left out: /etc/some.conf:7 says it again, and the last one counts")]
    [InlineData("lvs_sched wlc\nlb_algo rr", "\"lvs_sched wlc\" is left out: /etc/some.conf:7 says it again")]
    [InlineData("lb_kind NAT\nlvs_method DR", "\"lb_kind NAT\" is left out: /etc/some.conf:7 says it again")]
    [InlineData("lb_algo rr frob", "\"frob\" of \"lb_algo rr frob\" is left out")]
    [InlineData("virtualhost www", "no checker here makes use of it")]
    [InlineData("ip_family inet6", "the address says it")]
    [InlineData("real_server 10.0.0.2 80 {\n}", "no tcp_check")]
    [InlineData("real_server 10.0.0.1 80 {\nTCP_CHECK {\n}\n}", "10.0.0.1 is there twice")]
    public void What_of_a_virtual_server_has_no_equivalent_is_named(string inside, string said) =>
        Leaves($"virtual_server 192.0.2.50 80 {{ protocol TCP\nreal_server 10.0.0.1 80 {{\nTCP_CHECK {{\n}}\n}}\n{inside}\n}}\n", 6, said);

    [Theory]
    [InlineData("TCP_CHECK {\nconnect_ip 10.0.0.9\n}", 4, "at its own address")]
    [InlineData("TCP_CHECK {\nbind_port 9\n}", 4, "an address alone")]
    [InlineData("TCP_CHECK {\nconnect_port 81\n}\nSMTP_CHECK {\nconnect_port 82\n}", 6, "check_port=82 for SMTP_CHECK of 10.0.0.1 is left out")]
    [InlineData("HTTP_GET {\nurl {\npath /\ndigest 00\n}\n}", 6, "http_check_text")]
    [InlineData("HTTP_GET {\nurl {\npath /\n}\nurl {\npath /b\n}\n}", 7, "The url /b of 10.0.0.1 is left out")]
    [InlineData("HTTP_GET {\nurl {\nregex a\nregex_no_match\n}\n}", 5, "\"regex a\" is left out")]
    [InlineData("MISC_CHECK {\nmisc_path \"/x 'a b'\"\n}", 4, "it has blanks or quotes")]
    [InlineData("MISC_CHECK {\nmisc_path /x\nmisc_dynamic\n}", 5, "a script says yes or no")]
    [InlineData("MISC_CHECK {\nmisc_timeout 3\n}", 3, "it has no misc_path")]
    [InlineData("TCP_CHECK {\nretry 1\nretry 2\n}", 4, "\"retry 1\" is left out: /etc/some.conf:5 says it again")]
    [InlineData("UDP_CHECK {\n}", 3, "silence is as good as an answer")]
    [InlineData("UDP_CHECK {\nrequire_reply X1\n}", 4, "no digits that may be any")]
    [InlineData("UDP_CHECK {\nrequire_reply\n}", 3, "what cannot be known here")]
    [InlineData("BFD_CHECK {\nname x\n}", 3, "no BFD")]
    [InlineData("FILE_CHECK {\n}", 3, "lvsdr drain")]
    [InlineData("notify_down /x", 3, "one program for all events")]
    public void What_of_a_real_server_has_no_equivalent_is_named(string inside, int line, string said) =>
        Leaves($"virtual_server 192.0.2.50 80 {{ protocol TCP\nreal_server 10.0.0.1 80 {{\n{inside}\n}}\n}}\n", line, said);

    [Fact]
    public void A_group_that_is_not_there_and_an_address_that_is_none_are_named()
    {
        Leaves("virtual_server group none {\n}\n", 1, "there is no virtual_server_group none");
        Leaves("virtual_server frob 80 {\n}\n", 1, "it should be ADDRESS PORT");
        Leaves("virtual_server 10.0.0.0/8 80 {\n}\n", 1, "it should be ADDRESS PORT");
    }

    private static void Says(string text, string expected, int leftovers = 0)
    {
        var conversion = Converted.Keepalived(text);

        Assert.Equal(leftovers, conversion.Leftovers.Count());
        Assert.All(expected.Split("; "), pair => Assert.Equal(pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..], conversion.Parameter(pair.Split('=')[0])));
    }

    private static void Leaves(string text, int line, string said) => Assert.Contains(Converted.Keepalived(text).Leftovers, leftover =>
        leftover.StartsWith($"{Converted.File}:{line}: ", StringComparison.Ordinal) && leftover.Contains(said, StringComparison.Ordinal));
}
