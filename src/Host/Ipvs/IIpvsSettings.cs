namespace LvsPluggable.Host.Ipvs;

/// <summary>What of the kernel's IPVS is there once for all virtual services.</summary>
/// <inheritdoc cref="IIpvsClient" path="/remarks"/>
internal interface IIpvsSettings
{
    /// <summary>How long connections that send nothing are kept.</summary>
    Task<Timeouts> GetTimeoutsAsync(CancellationToken cancellationToken);

    /// <summary>Sets how long connections that send nothing are kept; 0 leaves one as it is.</summary>
    Task SetTimeoutsAsync(Timeouts timeouts, CancellationToken cancellationToken);

    /// <summary>The daemons of synchronisation that run: one of each kind at most.</summary>
    Task<IReadOnlyList<SyncDaemon>> GetSyncDaemonsAsync(CancellationToken cancellationToken);

    /// <summary>Starts a daemon; none of its kind may run.</summary>
    Task StartSyncDaemonAsync(SyncDaemon daemon, CancellationToken cancellationToken);

    /// <summary>Stops a daemon; it is no error when it does not run.</summary>
    Task StopSyncDaemonAsync(SyncState state, CancellationToken cancellationToken);
}
