using System.Net;
using System.Net.Sockets;
using System.Reflection;
using LvsPluggable;
using LvsPluggable.Testing;

namespace AcmeName.Tests;

public sealed class AcmeNamePluginTests : IDisposable
{
    private readonly string _hosts = Path.GetTempFileName();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public AcmeNamePluginTests() => _listener.Start();

    private static RealServer Server => new() { Host = "127.0.0.1" };

    private int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose()
    {
        _listener.Dispose();
        File.Delete(_hosts);
    }

    [Fact]
    public async Task The_lines_of_the_file_are_the_real_servers()
    {
        File.WriteAllText(_hosts, "db1\n\ndb2\n");
        await using var plugin = Configured($"acme_prefix_hosts_file={_hosts}");

        (await plugin.Source().AskAsync()).ShouldList("db1", "db2");
    }

    [Fact]
    public async Task A_file_that_is_not_there_means_not_known()
    {
        File.Delete(_hosts);
        await using var plugin = Configured($"acme_prefix_hosts_file={_hosts}");

        (await plugin.Source().AskAsync()).ShouldNotBeKnown(Path.GetFileName(_hosts));
    }

    [Fact]
    public async Task A_change_of_the_file_wakes_the_host()
    {
        await using var plugin = Configured($"acme_prefix_hosts_file={_hosts}");
        var source = plugin.Source();
        await source.AskAsync();

        var wait = source.WakesUpAsync(TimeSpan.FromSeconds(20));
        File.WriteAllText(_hosts, "db3\n");

        Assert.True(await wait);
        (await source.AskAsync()).ShouldList("db3");
    }

    [Fact]
    public async Task A_server_that_takes_connections_is_fit_and_one_that_does_not_is_certainly_not()
    {
        await using var plugin = Configured($"acme_prefix_port={Port}");
        var check = plugin.Check(Server);

        (await check.CheckAsync()).ShouldBe(HealthStatus.Healthy);
        _listener.Stop();
        (await check.CheckAsync()).ShouldBeCertainlyUnhealthy("is closed");
    }

    [Fact]
    public void A_wrong_parameter_is_refused_by_name() => Assert.Equal(
        ["acme_prefix_hosts_file=\"hosts\" should be an absolute path.", "acme_prefix_port=\"0\" should be a whole number from 1 to 65535."],
        new PluginUnderTest(new AcmeNamePlugin()).MistakesIn("acme_prefix_hosts_file=hosts", "acme_prefix_port=0"));

    [Fact]
    public async Task Source_and_check_are_what_the_host_counts_on()
    {
        await using var plugin = Configured($"acme_prefix_hosts_file={_hosts}", $"acme_prefix_port={Port}");

        await plugin.ShouldConformAsync(Server);
    }

    [Fact]
    public void It_is_loaded_as_the_host_will_load_it()
    {
        var folder = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "PluginFolder").Value!;

        Assert.Equal("acme_prefix", Assert.Single(PluginFolder.Load(folder)).Name);
    }

    private static ConfiguredPlugin Configured(params string[] parameters) => new PluginUnderTest(new AcmeNamePlugin()).Configure(parameters);
}
