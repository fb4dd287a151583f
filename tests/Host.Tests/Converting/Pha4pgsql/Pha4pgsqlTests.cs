using LvsPluggable.Host.Converting.Pha4pgsql;
using LvsPluggable.Host.Ocf;

namespace LvsPluggable.Host.Tests.Converting.Pha4pgsql;

public sealed class Pha4pgsqlTests
{
    private const string List = "/opt/pha4pgsql/tools/get_active_slaves /usr/bin/psql \\\"host=192.0.2.60 port=5433 dbname=reads user=replication password=hush connect_timeout=5\\\"";
    private const string Check = "/opt/pha4pgsql/tools/check_active_slave psql \\\"port=5432 user=replication\\\" -h";

    private static readonly CibResource Database = Resource("pgsql", "expgsql", ("node_list", " node1 node2  node3"), ("pgport", "5432"), ("master_ip", "192.0.2.60"));

    [Fact]
    public void A_script_that_lists_becomes_the_source_and_what_did_not_count_beside_it_goes_with_it()
    {
        var steps = Of(
            "heartbeat",
            ("realserver_get_real_servers_script", List), ("realserver_dependent_resource", "lvsdr-realsvr-clone"), ("weight_of_realservers", "node1,1 192.0.2.4,1"));

        var (_, parameters) = Assert.Single(steps.Native);
        Assert.Equal(["realserver_get_real_servers_script", "realserver_dependent_resource"], parameters.Taken);
        Assert.Equal(
            [
                ("postgres_source", "host=192.0.2.60 port=5433 user=lvsdr dbname=reads connect_timeout=5"),
                ("postgres_check", "user=lvsdr dbname=reads connect_timeout=5"),
                ("postgres_password_file", "/etc/lvsdr/postgres-password"),
            ],
            parameters.Set.Select(pair => (pair.Key, pair.Value)));
        Assert.Empty(steps.Leftovers);
        var after = Assert.Single(steps.Afterwards).Parameters;
        Assert.Equal("node1,1 192.0.2.4,1", after["weight_of_realservers"]);
        Assert.DoesNotContain("realserver_dependent_resource", after.Keys);
    }

    [Fact]
    public void A_script_that_checks_becomes_the_check_and_the_list_stays()
    {
        var steps = Of("heartbeat", ("realserver_check_active_real_server_script", Check), ("weight_of_realservers", "node1 node2"), ("realserver_dependent_attribute_name", "unused"));

        var (_, parameters) = Assert.Single(steps.Native);
        Assert.Equal(["realserver_check_active_real_server_script", "realserver_dependent_attribute_name"], parameters.Taken);
        Assert.Equal("port=5432 user=lvsdr dbname=postgres", parameters.Set["postgres_check"]);
        Assert.DoesNotContain("postgres_source", parameters.Set.Keys);
        Assert.Empty(steps.Leftovers);
    }

    [Theory]
    [InlineData("HS:sync|HS:potential|HS:async", null)]
    [InlineData("HS:sync", "sync")]
    [InlineData("HS:sync|HS:async", "async,sync")]
    public void The_attribute_of_PostgreSQLs_agent_becomes_source_and_check_and_the_nodes_that_run_a_clone_still_count(string value, string? states)
    {
        var steps = Of(
            "heartbeat",
            ("realserver_dependent_resource", "lvsdr-realsvr-clone"), ("realserver_dependent_attribute_name", "pgsql-status"), ("realserver_dependent_attribute_value", value));

        var (_, parameters) = Assert.Single(steps.Native);
        Assert.Equal(["realserver_dependent_attribute_name", "realserver_dependent_attribute_value"], parameters.Taken);
        Assert.Equal("host=node1,node2,node3 port=5432 user=lvsdr dbname=postgres", parameters.Set["postgres_source"]);
        Assert.Equal(states, parameters.Set.GetValueOrDefault("postgres_sync_states"));
        Assert.Equal("lvsdr-realsvr-clone", Assert.Single(steps.Afterwards).Parameters["realserver_dependent_resource"]);
        Assert.Empty(steps.Leftovers);
    }

    [Theory]
    [InlineData("realserver_get_real_servers_script", "/usr/local/bin/mine -x", "realserver_get_real_servers_script stays: it runs mine,")]
    [InlineData("realserver_get_real_servers_script", "get_active_slaves psql -w \"host=a\"", "\"-w\" of it has no place")]
    [InlineData("realserver_get_real_servers_script", "get_active_slaves psql dbname=a", "names no host")]
    [InlineData("realserver_check_active_real_server_script", "check_active_slave psql postgresql://a/b", "\"postgresql://a/b\" of it has no place")]
    [InlineData("realserver_dependent_attribute_name", "readable", "realserver_dependent_attribute_name=readable stays:")]
    [InlineData("realserver_dependent_attribute_name", "pgsql-status", "realserver_dependent_attribute_value=1 stays:")]
    [InlineData("weight_of_realservers", "node1", "neither a script nor an attribute")]
    public void What_cannot_be_said_otherwise_stays_and_is_named(string name, string text, string said)
    {
        var steps = Of("heartbeat", (name, text));

        Assert.Empty(steps.Native);
        Assert.StartsWith("lvsdr: ", Assert.Single(steps.Leftovers), StringComparison.Ordinal);
        Assert.Contains(said, steps.Leftovers[0], StringComparison.Ordinal);
        Assert.Equal(text, Assert.Single(steps.Afterwards).Parameters[name]);
        // The new agent takes the old one's place all the same.
        Assert.Contains("crm_resource --resource lvsdr --force-start", Commands(steps));
    }

    [Fact]
    public void What_another_place_sets_too_or_sets_under_a_rule_is_named()
    {
        var director = Resource("lvsdr", "lvsdr", ("realserver_get_real_servers_script", List)) with
        {
            Inherited = ["realserver_get_real_servers_script", "port"],
            UnderRules = ["night"],
        };
        var server = Resource("lvsdr-realsvr", "lvsdr-realsvr", ("vip", "192.0.2.50"), ("nic_lo", "lo:0"), ("nic", "lo"));

        var left = Pha4pgsqlSteps.Of([director, server]).Leftovers;

        Assert.Equal(3, left.Count);
        Assert.StartsWith("lvsdr: realserver_get_real_servers_script comes from its template, clone or group as well", left[0], StringComparison.Ordinal);
        Assert.StartsWith("lvsdr: what night sets counts only under a rule", left[1], StringComparison.Ordinal);
        Assert.StartsWith("lvsdr-realsvr: the shell agent has no parameter nic;", left[2], StringComparison.Ordinal);
    }

    [Fact]
    public void Without_the_old_provider_there_is_no_agent_to_put_in_place()
    {
        var steps = Of("lvs", ("realserver_get_real_servers_script", List));

        Assert.DoesNotContain(Commands(steps), command => command.StartsWith("apt ", StringComparison.Ordinal) || command.StartsWith("crm_resource", StringComparison.Ordinal));
        Assert.Contains(Commands(steps), command => command.StartsWith("pcs resource update lvsdr realserver_get_real_servers_script= postgres_source='host=", StringComparison.Ordinal));
    }

    [Fact]
    public void What_the_shell_agent_took_unsaid_is_said_or_told_while_Pacemaker_looks_away()
    {
        var unsaid = Of("heartbeat", ("weight_of_realservers", "node1"));
        var commands = Commands(unsaid);
        Assert.Equal(
            ["pcs resource meta lvsdr maintenance=true", "pcs resource update lvsdr realserver_dependent_attribute_name=readable"],
            commands.SkipWhile(command => !command.StartsWith("pcs ", StringComparison.Ordinal)).Take(2));
        Assert.Contains(unsaid.All().SelectMany(step => step.Comments), line => line.Contains("which nodes run clone-lvsdr-realsvr", StringComparison.Ordinal));

        var emptied = Pha4pgsqlSteps.Of([Resource("lvsdr", "lvsdr") with { Emptied = ["realserver_dependent_attribute_name", "realserver_dependent_resource"] }]);
        Assert.DoesNotContain(Commands(emptied), command => command.StartsWith("pcs resource update", StringComparison.Ordinal));
        Assert.DoesNotContain(emptied.All().SelectMany(step => step.Comments), line => line.Contains("unsaid", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("192.0.2.50", "24", "192.0.2.0/24")]
    [InlineData("192.0.2.50", "28", "192.0.2.48/28")]
    [InlineData("2001:db8::50", "64", "2001:db8::/64")]
    public void The_network_of_the_address_is_let_in(string vip, string length, string network)
    {
        var director = Resource("lvsdr", "lvsdr", ("vip", vip), ("realserver_check_active_real_server_script", Check));
        var address = Resource("read-vip", "IPaddr2", ("ip", vip), ("cidr_netmask", length));

        Assert.Contains($"    host  all  lvsdr  {network}  scram-sha-256", Pha4pgsqlSteps.Of([address, director]).All().SelectMany(step => step.Comments));
        Assert.Contains("    host  all  lvsdr  NETWORK  scram-sha-256", Pha4pgsqlSteps.Of([director]).All().SelectMany(step => step.Comments));
    }

    private static Pha4pgsqlSteps Of(string provider, params (string, string)[] given) =>
        Pha4pgsqlSteps.Of([Database, Resource("lvsdr", "lvsdr", given) with { Provider = provider }]);

    private static List<string> Commands(Pha4pgsqlSteps steps) => [.. steps.All().SelectMany(step => step.Commands)];

    private static CibResource Resource(string id, string type, params (string Name, string Text)[] given) => new()
    {
        Id = id,
        Provider = "heartbeat",
        Type = type,
        Given = given.ToDictionary(pair => pair.Name, pair => pair.Text, StringComparer.Ordinal),
    };
}
