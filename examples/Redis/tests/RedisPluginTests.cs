using System.Net;
using System.Net.Sockets;
using System.Reflection;
using LvsPluggable;
using LvsPluggable.Testing;
using Servers;

namespace Redis.Tests;

/// <summary>Against redis-server and redis-sentinel.</summary>
public sealed class RedisPluginTests : IAsyncLifetime
{
    private readonly ServerFolder _folder = new();
    private readonly List<LocalServer> _servers = [];
    private readonly int _primary = Port.Free();
    private readonly int _replica = Port.Free();
    private readonly int _sentinel = Port.Free();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        _folder.Dispose();
    }

    [SkippableFact]
    public async Task The_replicas_that_the_sentinel_knows_are_the_real_servers_and_a_new_one_wakes_the_host()
    {
        await StartAsync(_primary);
        await StartAsync(_replica, "--replicaof", "127.0.0.1", $"{_primary}");
        await StartSentinelAsync();
        await using var plugin = Configured();
        var source = plugin.Source();
        await ListsAsync(source, $"127.0.0.1:{_replica}");

        var another = Port.Free();
        await StartAsync(another, "--replicaof", "127.0.0.1", $"{_primary}");

        // Whatever the sentinel publishes wakes; the question is whether the new one is in the list then.
        await ListsAsync(source, $"127.0.0.1:{_replica}", $"127.0.0.1:{another}");
    }

    [SkippableFact]
    public async Task A_replica_is_fit_until_it_is_promoted_and_when_it_ends_it_is_certain()
    {
        await StartAsync(_primary);
        var server = await StartAsync(_replica, "--replicaof", "127.0.0.1", $"{_primary}");
        await using var plugin = Configured();
        var check = plugin.Check(Replica);
        await server.UntilAsync("The replica should be fit", async () => (await check.CheckAsync()).Health.Status == HealthStatus.Healthy);

        await _folder.RunAsync("redis-cli", "-p", $"{_replica}", "replicaof", "no", "one");
        (await check.CheckAsync()).ShouldBeCertainlyUnhealthy("is no replica, but master");

        await server.DisposeAsync();
        (await check.CheckAsync()).ShouldBeCertainlyUnhealthy("refuses connections");
    }

    [SkippableFact]
    public async Task A_replica_that_hears_nothing_of_its_primary_is_in_doubt()
    {
        var primary = await StartAsync(_primary);
        var replica = await StartAsync(_replica, "--replicaof", "127.0.0.1", $"{_primary}");
        await using var plugin = Configured("redis_max_silence=1s");
        var check = plugin.Check(Replica);
        await replica.UntilAsync("The replica should be fit", async () => (await check.CheckAsync()).Health.Status == HealthStatus.Healthy);

        primary.Signal("STOP");

        await replica.UntilAsync(
            "The replica should be in doubt", async () => (await check.CheckAsync()).Health is { Status: HealthStatus.Unhealthy, IsCertain: false });
    }

    [SkippableFact]
    public async Task A_replica_that_wants_another_password_cannot_be_told()
    {
        await StartAsync(_replica, "--requirepass", "secret");
        await using var wrong = Configured("redis_password=wrong");
        await using var right = Configured("redis_password=secret");

        (await wrong.Check(Replica).CheckAsync()).ShouldBe(HealthStatus.Unknown);
        (await right.Check(Replica).CheckAsync()).ShouldBeCertainlyUnhealthy("is no replica");
    }

    [Fact]
    public async Task Sentinels_that_are_not_there_mean_not_known()
    {
        await using var plugin = Configured();

        (await plugin.Source().AskAsync()).ShouldNotBeKnown("no sentinel tells the replicas of mymaster");
    }

    [Fact]
    public void Wrong_parameters_are_refused_by_name() => Assert.Equal(
        ["redis_sentinels=\"node1\" should be hosts with ports, such as \"node1:26379 node2:26379\"."],
        new PluginUnderTest(new RedisPlugin()).MistakesIn("redis_sentinels=node1"));

    [Fact]
    public async Task Source_and_check_are_what_the_host_counts_on()
    {
        // Take connections and never answer.
        using var sentinel = new TcpListener(IPAddress.Loopback, _sentinel);
        using var replica = new TcpListener(IPAddress.Loopback, _replica);
        sentinel.Start();
        replica.Start();
        await using var plugin = Configured();

        await plugin.ShouldConformAsync(Replica);
    }

    [Fact]
    public void It_is_loaded_as_the_host_will_load_it()
    {
        var folder = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "PluginFolder").Value!;

        Assert.Equal("redis", Assert.Single(PluginFolder.Load(folder)).Name);
    }

    private RealServer Replica => new() { Host = "127.0.0.1", Port = _replica };

    private ConfiguredPlugin Configured(params string[] parameters) => new PluginUnderTest(new RedisPlugin()).Configure(
        ["port=6379", $"redis_sentinels=127.0.0.1:{_sentinel}", .. parameters.Any(text => text.StartsWith("redis_max_silence", StringComparison.Ordinal)) ? parameters : ["redis_max_silence=60s", .. parameters]]);

    private static async Task ListsAsync(TestedSource source, params string[] servers)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        while (true)
        {
            var list = await source.AskAsync(deadline.Token);
            try
            {
                list.ShouldList(servers);
                return;
            }
            catch (PluginTestException) when (!deadline.IsCancellationRequested)
            {
                Assert.True(await source.WakesUpAsync(TimeSpan.FromSeconds(30)), $"The sentinel should tell of a change; there are {list}.");
            }
        }
    }

    private async Task<LocalServer> StartAsync(int port, params string[] options)
    {
        ServerFolder.Require("redis-server", "redis-server");
        return await StartAsync("redis-server", port, ["--port", $"{port}", "--save", "", "--repl-diskless-sync-delay", "0", .. options]);
    }

    private async Task StartSentinelAsync()
    {
        ServerFolder.Require("redis-sentinel", "redis-sentinel");
        var file = _folder.Write("sentinel.conf", $"port {_sentinel}\nbind 127.0.0.1\nsentinel monitor mymaster 127.0.0.1 {_primary} 1\n");
        await StartAsync("redis-sentinel", _sentinel, [file]);
    }

    private async Task<LocalServer> StartAsync(string program, int port, string[] options)
    {
        var folder = _folder.MakeFolder($"{port}");
        var server = _folder.Start(program, [.. options, "--dir", folder]);
        _servers.Add(server);
        await server.ListensAsync(port);
        return server;
    }
}
