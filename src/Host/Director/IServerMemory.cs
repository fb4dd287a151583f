namespace LvsPluggable.Host.Director;

/// <summary>Keeps the last list of a virtual service beyond the life of the host. Its members neither throw nor wait.</summary>
internal interface IServerMemory
{
    /// <summary>The last list that was kept, of a service with the same parameters; empty when there is none.</summary>
    IReadOnlyList<RememberedServer> Recall(ServiceDefinition service);

    /// <summary>Keeps a list, soon.</summary>
    void Remember(ServiceDefinition service, IReadOnlyList<RememberedServer> servers);
}
