using LvsPluggable.Host.Converting;

namespace LvsPluggable.Host.Tests.Converting;

public sealed class ClusterCommandsTests
{
    private const string Text = """
        global_defs {
            lvs_sync_daemon eth1 id 7
        }
        vrrp_instance reads {
            interface eth0
            virtual_ipaddress {
                192.0.2.50/24
                192.0.2.51/24
            }
        }
        virtual_server 192.0.2.50 5432 {
            protocol TCP
            lvs_sched wlc
            lvs_method DR
            persistence_timeout 50
            real_server 192.0.2.11 5432 {
            }
        }
        """;

    [Fact]
    public void Pcs_makes_the_address_the_director_and_what_they_need_of_each_other() => Assert.Equal(
        """
        pcs cluster cib lvsdr.cib
        pcs -f lvsdr.cib resource create lvsdr-192.0.2.50-5432 ocf:lvs:lvsdr vip=192.0.2.50 port=5432 protocol=tcp \
            virtual_service_options='-s wlc -p 50' forward_method=dr weight_of_realservers=192.0.2.11,1 sync_interface=eth1 \
            sync_id=7 op start timeout=60s op stop timeout=60s op monitor interval=5s timeout=30s meta resource-stickiness=1000
        # Directors that do not direct take the sessions of the one that does.
        pcs -f lvsdr.cib resource create lvsdr-sync ocf:lvs:lvsdr-realsvr sync_interface=eth1 sync_id=7 op monitor interval=10s \
            clone
        pcs -f lvsdr.cib resource create vip-192.0.2.50 ocf:heartbeat:IPaddr2 ip=192.0.2.50 cidr_netmask=24 nic=eth0 \
            op monitor interval=10s meta resource-stickiness=1000
        pcs -f lvsdr.cib resource create vip-192.0.2.51 ocf:heartbeat:IPaddr2 ip=192.0.2.51 cidr_netmask=24 nic=eth0 \
            op monitor interval=10s meta resource-stickiness=1000
        # Real servers need 192.0.2.50 on lo, unheard by the network. Where they are nodes of this cluster, this does it:
        # pcs -f lvsdr.cib resource create lvsdr-realsvr-192.0.2.50 ocf:lvs:lvsdr-realsvr vip=192.0.2.50 nic_lo=lo:0 op monitor interval=10s clone
        pcs -f lvsdr.cib constraint colocation add lvsdr-192.0.2.50-5432 with vip-192.0.2.50 INFINITY
        pcs -f lvsdr.cib constraint colocation add vip-192.0.2.51 with vip-192.0.2.50 INFINITY
        pcs -f lvsdr.cib constraint order start lvsdr-192.0.2.50-5432 then start vip-192.0.2.50
        pcs cluster cib-push lvsdr.cib
        """,
        string.Join('\n', ClusterCommands.Pcs(ClusterResources.OfServices(Converted.Keepalived(Text)))));

    [Fact]
    public void Crm_makes_the_same() => Assert.Equal(
        """
        primitive lvsdr-192.0.2.50-5432 ocf:lvs:lvsdr params vip="192.0.2.50" port="5432" protocol="tcp" \
            virtual_service_options="-s wlc -p 50" forward_method="dr" weight_of_realservers="192.0.2.11,1" sync_interface="eth1" \
            sync_id="7" op start interval=0 timeout=60s op stop interval=0 timeout=60s op monitor interval=5s timeout=30s \
            meta resource-stickiness=1000
        # Directors that do not direct take the sessions of the one that does.
        primitive lvsdr-sync ocf:lvs:lvsdr-realsvr params sync_interface="eth1" sync_id="7" op monitor interval=10s
        primitive vip-192.0.2.50 ocf:heartbeat:IPaddr2 params ip="192.0.2.50" cidr_netmask="24" nic="eth0" \
            op monitor interval=10s meta resource-stickiness=1000
        primitive vip-192.0.2.51 ocf:heartbeat:IPaddr2 params ip="192.0.2.51" cidr_netmask="24" nic="eth0" \
            op monitor interval=10s meta resource-stickiness=1000
        # Real servers need 192.0.2.50 on lo, unheard by the network. Where they are nodes of this cluster, this does it:
        # primitive lvsdr-realsvr-192.0.2.50 ocf:lvs:lvsdr-realsvr params vip="192.0.2.50" nic_lo="lo:0" op monitor interval=10s
        clone lvsdr-sync-clone lvsdr-sync
        # clone lvsdr-realsvr-192.0.2.50-clone lvsdr-realsvr-192.0.2.50
        colocation lvsdr-192.0.2.50-5432-with-vip-192.0.2.50 inf: lvsdr-192.0.2.50-5432 vip-192.0.2.50
        colocation vip-192.0.2.51-with-vip-192.0.2.50 inf: vip-192.0.2.51 vip-192.0.2.50
        order lvsdr-192.0.2.50-5432-before-vip-192.0.2.50 Mandatory: lvsdr-192.0.2.50-5432 vip-192.0.2.50
        """,
        string.Join('\n', ClusterCommands.Crm(ClusterResources.OfServices(Converted.Keepalived(Text)))));

    [Fact]
    public void A_file_is_one_resource_with_all_addresses()
    {
        var resources = ClusterResources.OfFile(Converted.Keepalived(Text), "/etc/lvsdr/lvsdr.json");

        Assert.Equal(["vip-192.0.2.50", "vip-192.0.2.51"], resources[0].Before);
        Assert.Equal(resources[0].Before, resources[0].With);
        Assert.Equal("config=/etc/lvsdr/lvsdr.json", string.Join(' ', resources[0].Parameters.Select(pair => $"{pair.Key}={pair.Value}")));
    }

    [Theory]
    [InlineData("/opt/check $0", "/bin/sh -c /opt/check${IFS}$0>/dev/null&&echo${IFS}t")]
    [InlineData("/opt/check a;b $1", "/bin/sh -c /opt/check${IFS}'a;b'${IFS}'$1'>/dev/null&&echo${IFS}t")]
    [InlineData("/opt/check it's", null)]
    [InlineData("", null)]
    public void A_script_that_says_it_by_its_exit_status_becomes_one_that_prints_t(string words, string? script) =>
        Assert.Equal(script, ExitStatusScript.Write(words.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
}
