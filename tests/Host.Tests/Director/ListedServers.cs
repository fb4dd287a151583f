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

    public IReadOnlyList<RememberedServer> Recall(ServiceDefinition service) => _servers;

    public void Remember(ServiceDefinition service, IReadOnlyList<RememberedServer> servers) => _servers = servers;
}
