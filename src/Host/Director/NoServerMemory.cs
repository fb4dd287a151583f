namespace LvsPluggable.Host.Director;

/// <summary>Keeps nothing: for a director whose table is no kernel's.</summary>
internal sealed class NoServerMemory : IServerMemory
{
    public IReadOnlyList<RememberedServer> Recall(ServiceDefinition service) => [];

    public void Remember(ServiceDefinition service, IReadOnlyList<RememberedServer> servers)
    {
    }
}
