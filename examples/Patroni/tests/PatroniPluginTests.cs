using System.Net;
using System.Net.Sockets;
using System.Reflection;
using LvsPluggable;
using LvsPluggable.Testing;

namespace Patroni.Tests;

/// <summary>Against Patroni, PostgreSQL and etcd.</summary>
public sealed class PatroniPluginTests
{
    private static readonly Uri Nobody = new("http://127.0.0.1:9");

    [SkippableFact]
    public async Task Members_are_the_real_servers_replicas_are_fit_and_the_leader_is_who_has_the_lock()
    {
        await using var cluster = new PatroniCluster();
        await cluster.StartAsync();
        var a = await cluster.AddAsync("a");
        await a.IsAsync("/leader");
        var b = await cluster.AddAsync("b");
        await b.IsAsync("/replica");
        var (atA, atB) = ($"127.0.0.1:{a.Port}", $"127.0.0.1:{b.Port}");
        // The first that is asked is not there.
        await using var replicas = Configured([Nobody, a.Interface, b.Interface], "patroni_max_lag=100000000");
        await using var leader = Configured([b.Interface], "patroni_role=leader");

        await a.Server.UntilAsync("Both should be listed", async () => (await replicas.Source().AskAsync()).Servers is { Count: 2 });
        var members = (await replicas.Source().AskAsync()).ShouldList(atA, atB).Servers!;
        (await leader.Source().AskAsync()).ShouldList(atA);
        (await CheckOf(replicas, a).CheckAsync()).ShouldBeCertainlyUnhealthy("is no replica, but master");
        (await CheckOf(replicas, b).CheckAsync()).ShouldBe(HealthStatus.Healthy);
        (await CheckOf(leader, a).CheckAsync()).ShouldBe(HealthStatus.Healthy);
        (await CheckOf(leader, b).CheckAsync()).ShouldBeCertainlyUnhealthy("does not have the leader's lock");

        await a.SwitchOverAsync("a", "b");
        await b.IsAsync("/leader");
        await a.IsAsync("/replica");

        (await CheckOf(replicas, a).CheckAsync()).ShouldBe(HealthStatus.Healthy);
        (await CheckOf(replicas, b).CheckAsync()).ShouldBeCertainlyUnhealthy("is no replica");
        await b.Server.UntilAsync("The new leader should be listed", async () => (await leader.Source().AskAsync()).ToString().Contains(atB, StringComparison.Ordinal));

        await a.Server.DisposeAsync();
        // Its PostgreSQL might go on.
        Assert.False((await CheckOf(replicas, a).CheckAsync()).ShouldBe(HealthStatus.Unhealthy, "its Patroni does not answer").Health.IsCertain);

        TestedCheck CheckOf(ConfiguredPlugin plugin, PatroniMember member) => plugin.Check(members.Single(server => server.Port == member.Port));
    }

    [SkippableFact]
    public async Task A_replica_that_is_too_far_behind_or_has_the_tag_noloadbalance_is_drained()
    {
        await using var cluster = new PatroniCluster();
        await cluster.StartAsync();
        var a = await cluster.AddAsync("a");
        await a.IsAsync("/leader");
        // A paused replay Patroni would set going again.
        var b = await cluster.AddAsync("b", recovery: "recovery_min_apply_delay: 1h");
        await b.IsAsync("/replica");
        var c = await cluster.AddAsync("c", "noloadbalance: true");
        await using var bounded = Configured([a.Interface], "patroni_max_lag=1000000");
        await using var unbounded = Configured([a.Interface]);
        await a.Server.UntilAsync("All should be listed", async () => (await bounded.Source().AskAsync()).Servers is { Count: 3 });
        var servers = (await bounded.Source().AskAsync()).Servers!;
        var (boundedB, unboundedB, unboundedC) = (CheckOf(bounded, b), CheckOf(unbounded, b), CheckOf(unbounded, c));
        (await boundedB.CheckAsync()).ShouldBe(HealthStatus.Healthy);
        await IsAsync(c, unboundedC, HealthStatus.Drain);
        (await unboundedC.CheckAsync()).ShouldBe(HealthStatus.Drain, "noloadbalance");

        // What comes after a commit waits with it: some megabytes of log.
        await cluster.DoAsync(a, "CREATE TABLE first ()");
        await cluster.DoAsync(a, "CREATE TABLE behind AS SELECT generate_series(1, 100000)");
        await IsAsync(b, boundedB, HealthStatus.Drain);
        (await boundedB.CheckAsync()).ShouldBe(HealthStatus.Drain, "too far behind");
        (await unboundedB.CheckAsync()).ShouldBe(HealthStatus.Healthy);

        TestedCheck CheckOf(ConfiguredPlugin plugin, PatroniMember member) => plugin.Check(servers.Single(server => server.Port == member.Port));

        static Task IsAsync(PatroniMember member, TestedCheck check, HealthStatus status) =>
            member.Server.UntilAsync($"The check should say {status}", async () => (await check.CheckAsync()).Health.Status == status);
    }

    [Fact]
    public async Task Members_that_nobody_lists_are_not_known_and_a_server_without_its_Patronis_address_cannot_be_told()
    {
        await using var plugin = Configured([Nobody]);

        (await plugin.Source().AskAsync()).ShouldNotBeKnown("no Patroni lists its members (127.0.0.1:9: ");
        (await plugin.Check(new RealServer { Host = "127.0.0.1" }).CheckAsync()).ShouldBe(HealthStatus.Unknown, "without the address of its Patroni");
    }

    [Fact]
    public void Wrong_parameters_are_refused_by_name() => Assert.Equal(
        [
            "patroni_urls=\"db1:8008\" should be addresses such as \"http://db1:8008 http://db2:8008\".",
            "patroni_role=\"any\" should be one of replica, leader.",
            "patroni_max_lag=\"-1\" should be a whole number of at least 0.",
        ],
        new PluginUnderTest(new PatroniPlugin()).MistakesIn("patroni_urls=db1:8008", "patroni_role=any", "patroni_max_lag=-1"));

    [Fact]
    public void The_leader_is_never_behind() => Assert.Contains(
        "patroni_max_lag=\"5\" should not be set next to patroni_role=\"leader\"",
        Assert.Single(new PluginUnderTest(new PatroniPlugin()).MistakesIn("patroni_urls=http://db1:8008", "patroni_role=leader", "patroni_max_lag=5")),
        StringComparison.Ordinal);

    [Fact]
    public async Task Source_and_check_are_what_the_host_counts_on()
    {
        // Takes connections and never answers.
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var url = new Uri($"http://{silent.LocalEndpoint}");
        await using var plugin = Configured([url]);

        await plugin.ShouldConformAsync(new RealServer { Host = "127.0.0.1", Labels = new Dictionary<string, string> { ["patroni"] = $"{url}" } });
    }

    [Fact]
    public void It_is_loaded_as_the_host_will_load_it()
    {
        var folder = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "PluginFolder").Value!;

        Assert.Equal("patroni", Assert.Single(PluginFolder.Load(folder)).Name);
    }

    private static ConfiguredPlugin Configured(Uri[] urls, params string[] parameters) => new PluginUnderTest(new PatroniPlugin()).Configure(
        ["port=5432", $"patroni_urls={string.Join(' ', urls.AsEnumerable())}", .. parameters]);
}
