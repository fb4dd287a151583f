using System.Net;
using System.Net.Sockets;
using System.Reflection;
using LvsPluggable.Testing;
using Servers;

namespace DnsSrv.Tests;

/// <summary>Against dnsmasq.</summary>
public sealed class DnsSrvPluginTests : IDisposable
{
    private const string Name = "_postgresql._tcp.example.test";

    private readonly int _port = Port.Free();
    private readonly ServerFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task The_records_of_the_lowest_priority_number_are_the_real_servers_with_their_weights_and_ports()
    {
        await using var server = await StartAsync("db1.example.test,5432,10,50", "db2.example.test,5433,10,0", "db3.example.test,5432,20,1");
        await using var plugin = Configured();

        var list = (await plugin.Source().AskAsync()).ShouldList("db1.example.test", "db2.example.test:5433");

        Assert.Equal([50, null], list.Servers!.OrderBy(server => server.Host).Select(server => server.Weight));
    }

    [SkippableFact]
    public async Task The_list_follows_the_records()
    {
        await using var plugin = Configured();
        await using (await StartAsync("db1.example.test,5432,10,50"))
        {
            (await plugin.Source().AskAsync()).ShouldList("db1.example.test");
        }

        await using var changed = await StartAsync("db2.example.test,5432,10,50");

        (await plugin.Source().AskAsync()).ShouldList("db2.example.test");
    }

    [SkippableFact]
    public async Task A_name_without_records_means_not_known()
    {
        await using var server = await StartAsync("db1.example.test,5432");
        await using var plugin = new PluginUnderTest(new DnsSrvPlugin()).Configure("srv_name=_other._tcp.example.test", $"srv_server=127.0.0.1:{_port}");

        (await plugin.Source().AskAsync()).ShouldNotBeKnown("_other._tcp.example.test has no SRV records");
    }

    [SkippableFact]
    public async Task A_record_that_says_there_is_no_such_service_means_none()
    {
        // dnsmasq answers the root as the target where none is given.
        await using var server = await StartAsync(" ");
        await using var plugin = Configured();

        (await plugin.Source().AskAsync()).ShouldList();
    }

    [SkippableFact]
    public async Task A_name_server_that_is_asked_instead_of_the_systems_says_the_addresses_too()
    {
        await using var server = await StartAsync("db1.example.test,5432");
        await using var plugin = Configured();

        var list = (await plugin.Source().AskAsync()).ShouldList("db1.example.test");

        Assert.Equal(IPAddress.Parse("192.0.2.1"), Assert.Single(list.Servers!).Address);
    }

    [Fact]
    public async Task A_name_server_that_is_not_there_means_not_known()
    {
        await using var plugin = Configured("source_timeout=1s");

        (await plugin.Source().AskAsync()).ShouldNotBeKnown();
    }

    [Fact]
    public void Wrong_parameters_are_refused_by_name() => Assert.Equal(
        [
            "srv_name=\"postgresql\" should begin with a service and a protocol, such as _postgresql._tcp.example.org.",
            "srv_server=\"ns1\" should be an address, with a port or without.",
        ],
        new PluginUnderTest(new DnsSrvPlugin()).MistakesIn("srv_name=postgresql", "srv_server=ns1"));

    [Fact]
    public async Task The_source_is_what_the_host_counts_on()
    {
        // Takes questions and answers none.
        using var silent = new UdpClient(new IPEndPoint(IPAddress.Loopback, _port));
        await using var plugin = Configured();

        await plugin.ShouldConformAsync();
    }

    [Fact]
    public void It_is_loaded_as_the_host_will_load_it()
    {
        var folder = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "PluginFolder").Value!;

        Assert.Equal("srv", Assert.Single(PluginFolder.Load(folder)).Name);
    }

    private ConfiguredPlugin Configured(params string[] parameters) =>
        new PluginUnderTest(new DnsSrvPlugin()).Configure(["port=5432", $"srv_name={Name}", $"srv_server=127.0.0.1:{_port}", .. parameters]);

    private async Task<LocalServer> StartAsync(params string[] records)
    {
        ServerFolder.Require("dnsmasq", "dnsmasq-base");
        var server = _folder.Start("dnsmasq",
        [
            "--keep-in-foreground", "--log-facility=-", "--conf-file=/dev/null", "--pid-file=", "--no-resolv", "--no-hosts", $"--port={_port}",
            "--listen-address=127.0.0.1", "--bind-interfaces", "--user=", "--host-record=db1.example.test,192.0.2.1",
            .. records.Select(record => string.IsNullOrWhiteSpace(record) ? $"--srv-host={Name}" : $"--srv-host={Name},{record}"),
        ]);
        await server.ListensAsync(_port);
        return server;
    }
}
