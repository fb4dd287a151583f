namespace LvsPluggable.Host.Director;

/// <summary>Keeps nothing: for a director whose table is no kernel's.</summary>
internal sealed class NoServerMemory : IServerMemory
{
    public Task<IReadOnlyList<RememberedServer>> RecallAsync(ServiceDefinition service, CancellationToken stopping) =>
        Task.FromResult<IReadOnlyList<RememberedServer>>([]);

    public void Remember(ServiceDefinition service, IReadOnlyList<RememberedServer> servers)
    {
    }
}
