namespace LvsPluggable.Host.Director;

/// <summary>Keeps the last list of a virtual service beyond the life of the host. Its members do not throw, and wait for nothing for long.</summary>
internal interface IServerMemory
{
    /// <summary>The last list that was kept, of a service with the same parameters; empty when there is none.</summary>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    Task<IReadOnlyList<RememberedServer>> RecallAsync(ServiceDefinition service, CancellationToken stopping);

    /// <summary>Keeps a list, soon.</summary>
    void Remember(ServiceDefinition service, IReadOnlyList<RememberedServer> servers);
}
