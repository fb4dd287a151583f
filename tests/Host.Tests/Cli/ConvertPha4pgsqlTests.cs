using System.Runtime.Versioning;

namespace LvsPluggable.Host.Tests.Cli;

[SupportedOSPlatform("linux")]
public sealed class ConvertPha4pgsqlTests : IDisposable
{
    private const string Cib = """
        <cib><configuration><resources>
          <primitive id="vip-slave" class="ocf" provider="heartbeat" type="IPaddr2">
            <instance_attributes id="v"><nvpair id="v1" name="ip" value="192.0.2.50"/><nvpair id="v2" name="cidr_netmask" value="24"/></instance_attributes>
          </primitive>
          <primitive id="lvsdr" class="ocf" provider="heartbeat" type="lvsdr">
            <instance_attributes id="l">
              <nvpair id="l1" name="vip" value="192.0.2.50"/><nvpair id="l2" name="port" value="5432"/><nvpair id="l3" name="default_weight" value="0"/>
              <nvpair id="l4" name="weight_of_realservers" value="node1,1 192.0.2.4,1"/><nvpair id="l5" name="heatbeat_file" value="/run/beat"/>
              <nvpair id="l6" name="realserver_get_real_servers_script" value="/opt/tools/get_active_slaves psql &quot;host=192.0.2.60 dbname=postgres password=hush&quot;"/>
            </instance_attributes>
          </primitive>
        </resources></configuration></cib>
        """;

    private readonly HostProgram _host = new() { Environment = { ["OCF_RESKEY_plugin_path"] = Path.Combine(AppContext.BaseDirectory, "plugins") } };

    public void Dispose() => _host.Dispose();

    [Fact]
    public void It_prints_the_steps_with_the_clusters_own_names_and_no_password()
    {
        var file = Saved(Cib);
        var (code, output, errors) = _host.Do("convert", "pha4pgsql", file);

        Assert.Equal((0, ""), (code, errors));
        Assert.Equal(
            $"""
            # Made by lvsdr convert pha4pgsql {file}: one step at a time. After each everything works; the next one can wait.

            # 1. On every node on which no lvsdr runs: the new agents take the place of the old files, which are kept in /var/backups.
            # Which node is which: crm_resource --resource lvsdr --locate.
            apt install ./lvsdr_*.deb ./lvsdr-heartbeat_*.deb

            # 2. On the node where lvsdr runs, in place: Pacemaker looks away from it, and the new agent adopts the table that it finds and cuts no connection.
            pcs resource meta lvsdr maintenance=true
            apt install ./lvsdr_*.deb ./lvsdr-heartbeat_*.deb
            crm_resource --resource lvsdr --force-start
            lvsdr status lvsdr
            crm_resource --resource lvsdr --refresh
            pcs resource meta lvsdr maintenance=

            # 3. The account that the plugin has, and its password: on the primary, once,
            #     CREATE ROLE lvsdr LOGIN PASSWORD 'secret'; GRANT pg_monitor TO lvsdr;
            # in pg_hba.conf of every server, in the cluster or not,
            #     host  all  lvsdr  192.0.2.0/24  scram-sha-256
            # and on every node that may direct:
            install -D -m 600 /dev/null /etc/lvsdr/postgres-password && echo secret >/etc/lvsdr/postgres-password

            # 4. On the node where lvsdr runs: which table would the plugin make? Nothing is changed. It exits 1 when nobody is fit; then stay here.
            lvsdr plan vip=192.0.2.50 port=5432 default_weight=0 weight_of_realservers='node1,1 192.0.2.4,1' postgres_source='host=192.0.2.60 user=lvsdr dbname=postgres' postgres_check='user=lvsdr dbname=postgres' postgres_password_file=/etc/lvsdr/postgres-password

            # 5. On the same node: the plugin takes over, while lvsdr runs; no connection to a server that stays is cut.
            # Pacemaker remembers a start by the shell agent, which could not reload, and would restart it for this; so it looks away once more.
            pcs resource meta lvsdr maintenance=true
            pcs resource update lvsdr realserver_get_real_servers_script= postgres_source='host=192.0.2.60 user=lvsdr dbname=postgres' postgres_check='user=lvsdr dbname=postgres' postgres_password_file=/etc/lvsdr/postgres-password
            crm_resource --resource lvsdr --force-start
            lvsdr status lvsdr
            crm_resource --resource lvsdr --refresh
            pcs resource meta lvsdr maintenance=

            """,
            output);
    }

    [Fact]
    public void What_stays_is_named_on_standard_error_too_and_in_the_exit_status()
    {
        _host.Input = Cib.Replace("get_active_slaves", "mine", StringComparison.Ordinal);
        var (code, output, errors) = _host.Do("convert", "pha4pgsql", "-");

        Assert.Equal(3, code);
        Assert.StartsWith("lvsdr: realserver_get_real_servers_script stays: it runs mine, ", errors, StringComparison.Ordinal);
        Assert.Contains($"\n# {errors}", output, StringComparison.Ordinal);
        Assert.DoesNotContain("postgres", output.Replace(errors, "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void What_lvsdr_would_not_accept_is_not_printed()
    {
        var (code, output, errors) = _host.Do("convert", "pha4pgsql", Saved(Cib.Replace("default_weight\" value=\"0\"", "default_weigth\" value=\"0\"", StringComparison.Ordinal)));

        Assert.Equal((1, ""), (code, output));
        Assert.Equal(
            "lvsdr: default_weigth is not a parameter of lvsdr or of any loaded plugin; did you mean default_weight?\n"
                + "So nothing is printed: what was made of it would not be accepted.\n",
            errors);
    }

    [Fact]
    public void The_text_of_pcs_config_says_the_same()
    {
        var ofXml = _host.Do("convert", "pha4pgsql", Saved(Cib)).Output.Split('\n');
        var (code, output, errors) = _host.Do("convert", "pha4pgsql", Saved("""
            Resources:
              Resource: vip-slave (class=ocf provider=heartbeat type=IPaddr2)
                Attributes: v
                  cidr_netmask=24
                  ip=192.0.2.50
              Resource: lvsdr (class=ocf provider=heartbeat type=lvsdr)
                Attributes: l
                  vip=192.0.2.50
                  port=5432
                  default_weight=0
                  weight_of_realservers="node1,1 192.0.2.4,1"
                  heatbeat_file=/run/beat
                  realserver_get_real_servers_script='/opt/tools/get_active_slaves psql "host=192.0.2.60 dbname=postgres password=hush"'
            """));

        Assert.Equal((0, ""), (code, errors));
        Assert.Equal(ofXml, output.Split('\n'));
    }

    [Fact]
    public void What_cannot_be_read_and_what_has_no_director_is_refused()
    {
        var missing = Path.Combine(_host.Run, "missing");
        Assert.Equal((5, "", $"{missing} cannot be read: Could not find file '{missing}'.\n"), _host.Do("convert", "pha4pgsql", missing));

        var other = Saved("Error: cluster is not currently running");
        Assert.Equal((1, "", $"{other} has no resource ocf:heartbeat:lvsdr or ocf:lvs:lvsdr.\n"), _host.Do("convert", "pha4pgsql", other));

        var (code, output, errors) = _host.Do("convert", "pha4pgsql", Saved("<cib>"));
        Assert.Equal((1, ""), (code, output));
        Assert.Contains("should be XML as cibadmin --query prints it, or the text of pcs config: ", errors, StringComparison.Ordinal);
    }

    private string Saved(string text)
    {
        var file = Path.Combine(_host.Run, "cluster");
        File.WriteAllText(file, text);
        return file;
    }
}
