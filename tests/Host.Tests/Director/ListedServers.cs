using LvsPluggable.Host.Director;

namespace LvsPluggable.Host.Tests.Director;

/// <summary>A memory that lasts as long as the test.</summary>
internal sealed class ListedServers : IServerMemory
{
    private volatile IReadOnlyList<RememberedServer> _servers = [];

    public IReadOnlyList<RememberedServer> Servers
    {
        get => _servers;
        set => _servers = value;
    }

    public Task<IReadOnlyList<RememberedServer>> RecallAsync(ServiceDefinition service, CancellationToken stopping) =>
        Task.FromResult(_servers);

    public void Remember(ServiceDefinition service, IReadOnlyList<RememberedServer> servers) => _servers = servers;
}
