namespace LvsPluggable.Cluster.Tests;

/// <summary>What lvsdr convert prints for pcs and for crmsh is taken by them, and the cluster's configuration has it then.</summary>
public sealed class ConvertedTests(PacemakerCluster cluster) : ClusterTest(cluster)
{
    // Its script has what the shell, XML and crmsh each read in their own way.
    private const string Keepalived = """
        global_defs {
            lvs_sync_daemon eth1 id 7
        }
        vrrp_instance reads {
            interface eth0
            virtual_ipaddress {
                192.0.2.50/24
            }
        }
        virtual_server 192.0.2.50 5432 {
            protocol TCP
            lvs_sched wlc
            lvs_method DR
            persistence_timeout 50
            real_server 192.0.2.11 5432 {
                MISC_CHECK {
                    misc_path "/opt/check 192.0.2.11 $x a\"b&<"
                }
            }
        }
        """;

    private static readonly string[] Expected =
    [
        "check_interval=60s", "check_timeout=60s", "cidr_netmask=24", "fall=1", "forward_method=dr", "ip=192.0.2.50", "nic=eth0", "port=5432", "protocol=tcp",
        "realserver_check_active_real_server_script=/bin/sh -c /opt/check${IFS}$0${IFS}'$x'${IFS}'a\"b&<'>/dev/null&&echo${IFS}t", "rise=1", "sync_id=7", "sync_id=7",
        "sync_interface=eth1", "sync_interface=eth1", "vip=192.0.2.50", "virtual_service_options=-s wlc -p 50", "weight_of_realservers=192.0.2.11,1",
    ];

    [SkippableTheory]
    [InlineData("pcs")]
    [InlineData("crm")]
    public async Task What_is_printed_of_a_keepalived_conf_is_what_the_configuration_has(string form)
    {
        PacemakerCluster.SkipOutside();
        var file = Path.Combine(Directory.CreateTempSubdirectory("lvsdr-converted.").FullName, "keepalived.conf");
        await File.WriteAllTextAsync(file, Keepalived);

        var had = (await Cluster.DoAsync("converted", form, "keepalived", file)).Split('\n');

        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        Assert.Equal(Expected.Order(StringComparer.Ordinal), had.Select(Parameter).Order(StringComparer.Ordinal));
    }

    // name="…" value="…", as XML has them.
    private static string Parameter(string pair)
    {
        var words = pair.Split('"');
        return $"{words[1]}={System.Net.WebUtility.HtmlDecode(words[3])}";
    }
}
