using LvsPluggable.Postgres.Connections;
using LvsPluggable.Postgres.Conninfo;

namespace LvsPluggable.Postgres.Source;

/// <summary>The servers that the source's connection string names: one for every address of every host.</summary>
internal sealed class ServerDirectory(ServerFactory factory, HostNames names) : IAsyncDisposable
{
    // Where servers have their sockets as Debian builds them.
    private const string DefaultSocketFolder = "/var/run/postgresql";

    private readonly Dictionary<string, Server> _servers = new(StringComparer.Ordinal);

    /// <summary>The servers, each once, in the order of the connection string, and the hosts that have no address.</summary>
    public async Task<(IReadOnlyList<SourceServer> Servers, IReadOnlyList<string> Unresolved)> FindAsync(
        CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(factory.Conninfo.Hosts.Select(host => FindAsync(host, cancellationToken)));
        var servers = found.SelectMany(host => host.Servers).DistinctBy(server => server.Server).ToList();
        var current = servers.Select(server => server.Server).ToHashSet();
        foreach (var (key, server) in _servers.ToList())
        {
            if (!current.Contains(server))
            {
                _servers.Remove(key);
                await server.DisposeAsync();
            }
        }

        return (
            servers,
            [.. found.Where(host => host.Servers.Count == 0).Select(host => host.Host)]);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers.Values)
        {
            await server.DisposeAsync();
        }
    }

    private async Task<(string Host, IReadOnlyList<SourceServer> Servers)> FindAsync(ConninfoHost host, CancellationToken cancellationToken)
    {
        if (!host.IsNamed || host.IsSocket)
        {
            var socket = host.IsSocket ? host : host with { Name = DefaultSocketFolder };
            return (socket.Name!, [new SourceServer(socket.Name!, [], Of(socket))]);
        }

        var name = host.Name ?? $"{host.Address}";
        var addresses = host.Address is { } given ? [given] : await names.FindAsync(name, cancellationToken);
        return (name, [.. addresses.Select(address => new SourceServer(name, addresses, Of(host with { Address = address })))]);
    }

    private Server Of(ConninfoHost host)
    {
        lock (_servers)
        {
            var key = $"{host} {host.Address}";
            if (!_servers.TryGetValue(key, out var server))
            {
                _servers[key] = server = factory.Create(host);
            }

            return server;
        }
    }
}
