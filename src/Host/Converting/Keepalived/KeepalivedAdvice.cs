namespace LvsPluggable.Host.Converting.Keepalived;

/// <summary>What to do about statements of keepalived that lvsdr has no equivalent of.</summary>
internal static class KeepalivedAdvice
{
    private const string Mail = "have notify run a program that sends mail";
    private const string Notify = "notify runs one program for all events, and tells it which (docs/pacemaker.md)";
    private const string Cluster = "the cluster decides who has the address, and needs nothing of the kind";
    private const string Track = "a resource of the cluster, such as ocf:pacemaker:ping or ocf:heartbeat:ethmonitor, with a constraint does this";
    private const string Network = "what the system does about its network (ip, nmcli, systemd-networkd) should do this";
    private const string Process = "it is about the process of keepalived";
    private const string Unused = "no checker here makes use of it, or each says its own";
    private const string Forwarding = "it should be NAT, DR or TUN [type ipip|gue|gre] [port NUMBER] [nocsum|csum|remcsum], and counts for real servers that say none of their own";
    private const string Address = "ocf:heartbeat:IPaddr2 has parameters of its own for how an address is announced";

    private static readonly Dictionary<string, string> ByKeyword = new(StringComparer.Ordinal)
    {
        ["{"] = "nothing says what this block is",
        ["notification_email"] = Mail,
        ["notification_email_from"] = Mail,
        ["smtp_server"] = Mail,
        ["smtp_helo_name"] = Mail,
        ["smtp_connect_timeout"] = Mail,
        ["smtp_alert"] = Mail,
        ["smtp_alert_checker"] = Mail,
        ["smtp_alert_vrrp"] = Mail,
        ["email_faults"] = Mail,
        ["smtp_alert_faults"] = Mail,
        ["delay_loop"] = Unused,
        ["connect_timeout"] = Unused,
        ["retry"] = Unused,
        ["delay_before_retry"] = Unused,
        ["virtualhost"] = Unused,
        ["lvs_method"] = Forwarding,
        ["lb_kind"] = Forwarding,
        ["sorry_server_lvs_method"] = "fallback_real_server is reached as the real servers are",
        ["ip_family"] = "the address says it",
        ["interface"] = "no address needs it",
        ["router_id"] = "a node's name is that of its machine",
        ["notify_up"] = Notify,
        ["notify_down"] = Notify,
        ["quorum_up"] = Notify,
        ["quorum_down"] = Notify,
        ["lvs_notify_fifo"] = Notify,
        ["lvs_notify_fifo_script"] = Notify,
        ["notify_fifo"] = Notify,
        ["notify_fifo_script"] = Notify,
        ["host"] = "checks ask a real server at its own address",
        ["connect_ip"] = "checks ask a real server at its own address",
        ["omega"] = "notify hears of the stop once, and not for each real server",
        ["ha_suspend"] = "the director that has the resource checks, no other does",
        ["warmup"] = "check_concurrency bounds how many checks run at once",
        ["log_all_failures"] = "the log has changes, and lvsdr status the last failure",
        ["snmp_name"] = "there is no SNMP; lvsdr status --json is for programs",
        ["sorry_server_inhibit"] = "fallback_real_server is in the table while it is needed",
        ["digest"] = "http_check_text or http_check_expression may look at the body",
        ["misc_dynamic"] = "http_check_weight and agent_check say a weight; a script says yes or no",
        ["regex_no_match"] = "http_check_expression has to match",
        ["regex_options"] = "write the option into the expression, such as (?i)",
        ["regex_stack"] = "the expression needs none",
        ["regex_min_offset"] = "the expression is looked for in the first 64 KiB",
        ["regex_max_offset"] = "the expression is looked for in the first 64 KiB",
        ["http_protocol"] = "requests are HTTP/1.1, or HTTP/2 where TLS offers it",
        ["bind_port"] = "check_source_address says an address alone",
        ["bind_if"] = "check_source_address says an address alone",
        ["fwmark"] = "checks go out unmarked",
        ["min_reply_length"] = "udp_check_answer says what the answer has in it",
        ["max_reply_length"] = "udp_check_answer says what the answer has in it",
        ["BFD_CHECK"] = "there is no BFD; tcp_check notices a server that dies at once",
        ["bfd_instance"] = "there is no BFD; tcp_check notices a server that dies at once",
        ["FILE_CHECK"] = "\"lvsdr drain\" and \"lvsdr weight\" do by hand what the file does, or a script as realserver_check_active_real_server_script",
        ["track_file"] = Track,
        ["vrrp_track_file"] = Track,
        ["SSL"] = "tls_check_ca says who must have signed the certificate of a real server; it has none of the director's own",
        ["vrrp_sync_group"] = "colocation constraints keep resources together",
        ["vrrp_script"] = Track,
        ["vrrp_track_process"] = Track,
        ["track_group"] = Track,
        ["track_script"] = Track,
        ["track_process"] = Track,
        ["track_interface"] = Track,
        ["track_bfd"] = Track,
        ["garp_group"] = Address,
        ["static_ipaddress"] = Network,
        ["static_routes"] = Network,
        ["static_rules"] = Network,
        ["virtual_routes"] = "ocf:heartbeat:Route sets a route with a resource",
        ["virtual_rules"] = Network,
        ["virtual_ipaddress_excluded"] = "an ocf:heartbeat:IPaddr2 for each address, with the others by a colocation constraint",
        ["linkbeat_interfaces"] = Track,
        ["linkbeat_use_polling"] = Track,
        ["net_namespace"] = "run the cluster's resource, or lvsdr run, in that namespace",
        ["net_namespace_ipvs"] = "run the cluster's resource, or lvsdr run, in that namespace",
        ["instance"] = "each resource, or lvsdr run --instance, is an instance",
        ["startup_script"] = "a resource that starts before lvsdr, or a unit of systemd, runs it",
        ["shutdown_script"] = "a resource that stops after lvsdr, or a unit of systemd, runs it",
        ["virtual_server_group"] = "no virtual_server uses it",
    };

    private static readonly string[] OfVrrp =
    [
        "state", "priority", "virtual_router_id", "advert_int", "authentication", "preempt", "preempt_delay", "mcast_src_ip", "unicast_src_ip",
        "unicast_peer", "version", "use_vmac", "strict_mode", "accept", "no_accept", "dont_track_primary", "native_ipv6", "vmac_xmit_base",
    ];

    private static readonly string[] Prefixes = ["garp_", "vrrp_garp_", "vrrp_gna_", "vrrp_higher_", "vrrp_lower_"];

    /// <summary>What to do about one, in a clause.</summary>
    public static string Of(Statement statement) => statement.Keyword switch
    {
        var keyword when ByKeyword.TryGetValue(keyword, out var advice) => advice,
        "notify" or "notify_master" or "notify_backup" or "notify_fault" or "notify_stop" or "notify_deleted" or "notify_master_rx_lower_pri" =>
            "an alert agent of Pacemaker (pcs alert) is told of resources, and notify of start and stop",
        var keyword when OfVrrp.Contains(keyword) => Cluster,
        var keyword when Array.Exists(Prefixes, prefix => keyword.StartsWith(prefix, StringComparison.Ordinal)) => Address,
        var keyword when keyword.StartsWith("vrrp_", StringComparison.Ordinal) => Cluster,
        var keyword when keyword.EndsWith("_name", StringComparison.Ordinal) || keyword.Contains("priority", StringComparison.Ordinal)
            || keyword.Contains("rlimit", StringComparison.Ordinal) || keyword.Contains("_process", StringComparison.Ordinal)
            || keyword.Contains("no_swap", StringComparison.Ordinal) || keyword.Contains("cpu_affinity", StringComparison.Ordinal) => Process,
        _ => "lvsdr has nothing like it, or it is not known to keepalived here",
    };
}
