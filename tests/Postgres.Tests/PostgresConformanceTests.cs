using System.Net;
using System.Net.Sockets;
using LvsPluggable.Plugins;
using LvsPluggable.Testing;

namespace LvsPluggable.Postgres.Tests;

public sealed class PostgresConformanceTests : IDisposable
{
    // It takes connections, as the kernel does that for it, and says nothing.
    private readonly TcpListener _silent = new(IPAddress.Loopback, 0);

    public PostgresConformanceTests() => _silent.Start();

    private int Port => ((IPEndPoint)_silent.LocalEndpoint).Port;

    public void Dispose() => _silent.Dispose();

    [Fact]
    public async Task Its_source_and_check_are_what_the_host_counts_on_beside_a_server_that_says_nothing()
    {
        await using var plugin = new PluginUnderTest(new PostgresPlugin()).Configure(
            $"postgres_source=host=127.0.0.1 port={Port} user=monitor dbname=postgres sslmode=disable",
            "postgres_check=user=monitor dbname=postgres sslmode=disable");

        Assert.Equal((1, 1), (plugin.SourceNames.Count, plugin.CheckNames.Count));
        await plugin.ShouldConformAsync(new RealServer { Host = "127.0.0.1", Port = Port });
    }

    [Fact]
    public async Task Neither_is_left_out() => Assert.Equal(
        PluginParts.Of(typeof(PostgresPlugin).Assembly),
        await PluginParts.MadeByAsync(new PostgresPlugin(), ["postgres_source=host=127.0.0.1", "postgres_check=dbname=postgres"]));
}
