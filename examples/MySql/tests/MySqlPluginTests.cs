using System.Net;
using System.Net.Sockets;
using System.Reflection;
using LvsPluggable;
using LvsPluggable.Testing;
using Servers;

namespace MySql.Tests;

/// <summary>Against MariaDB.</summary>
public sealed class MySqlPluginTests : IDisposable
{
    private readonly ServerFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task Replicas_are_listed_by_the_server_that_takes_writes_and_are_fit_while_they_replay_and_are_read_only()
    {
        await using var primary = await MariaDb.StartAsync(_folder, 1);
        await using var replica = await MariaDb.StartAsync(_folder, 2);
        await replica.FollowAsync(primary);
        await using var plugin = Configured(primary.Port);
        var source = plugin.Source();

        await replica.Server.UntilAsync("The replica should be listed", async () => (await source.AskAsync()).Servers is { Count: 1 });
        var check = plugin.Check(Assert.Single((await source.AskAsync()).ShouldList($"127.0.0.1:{replica.Port}").Servers!));
        await BecomesAsync(HealthStatus.Healthy, "s behind");

        await replica.RunAsync("SET GLOBAL read_only=0");
        (await check.CheckAsync()).ShouldBeCertainlyUnhealthy("takes writes");
        await replica.RunAsync("SET GLOBAL read_only=1", "STOP REPLICA SQL_THREAD");
        (await check.CheckAsync()).ShouldBe(HealthStatus.Drain, "does not replay");
        await replica.RunAsync("START REPLICA");
        await BecomesAsync(HealthStatus.Healthy, "s behind");

        await primary.RunAsync("SET GLOBAL read_only=1");
        (await source.AskAsync()).ShouldNotBeKnown("127.0.0.1 is read-only");
        await primary.DisposeAsync();
        (await source.AskAsync()).ShouldNotBeKnown("no primary answers");
        await BecomesAsync(HealthStatus.Unhealthy, "is not connected to its primary");
        await replica.DisposeAsync();
        (await check.CheckAsync()).ShouldBeCertainlyUnhealthy("refuses connections");

        Task BecomesAsync(HealthStatus status, string reason) => replica.Server.UntilAsync(
            $"The replica should be {status}",
            async () => (await check.CheckAsync()).Health is var health && health.Status == status && health.Reason!.Contains(reason, StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task A_primary_is_no_replica_and_one_that_wants_another_password_cannot_be_told()
    {
        await using var primary = await MariaDb.StartAsync(_folder, 1);
        await using var right = Configured(primary.Port);
        await using var wrong = Configured(primary.Port, "mysql_password=wrong");

        (await right.Check(Server).CheckAsync()).ShouldBeCertainlyUnhealthy("is no replica");
        (await wrong.Check(Server).CheckAsync()).ShouldBe(HealthStatus.Unknown, "Access denied");
        (await wrong.Source().AskAsync()).ShouldNotBeKnown("Access denied");
        (await right.Source().AskAsync()).ShouldList();
    }

    [Fact]
    public void Wrong_parameters_are_refused_by_name() => Assert.Equal(
        [
            "mysql_primaries=\"db1;db2\" should be hosts, such as \"db1 db2\".",
            "mysql_max_lag=\"far\" should be a duration such as 500ms, 5s or 2m of at most 576h.",
        ],
        new PluginUnderTest(new MySqlPlugin()).MistakesIn("mysql_primaries=db1;db2", "mysql_max_lag=far"));

    [Fact]
    public async Task Source_and_check_are_what_the_host_counts_on()
    {
        // Takes connections and never answers.
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var plugin = Configured(((IPEndPoint)silent.LocalEndpoint).Port);

        await plugin.ShouldConformAsync(Server);
    }

    [Fact]
    public void It_is_loaded_as_the_host_will_load_it()
    {
        var folder = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "PluginFolder").Value!;

        Assert.Equal("mysql", Assert.Single(PluginFolder.Load(folder)).Name);
    }

    private static RealServer Server => new() { Host = "127.0.0.1" };

    private static ConfiguredPlugin Configured(int port, string password = "mysql_password=secret") => new PluginUnderTest(new MySqlPlugin()).Configure(
        $"port={port}", "mysql_primaries=127.0.0.1", "mysql_max_lag=10s", password);
}
