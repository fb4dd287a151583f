using LvsPluggable.Host.Ipvs;
using LvsPluggable.Host.Text;
using LvsPluggable.Host.Threads;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Director.Kernel;

/// <summary>
/// Keeps the daemon running that sends what changes in the table of connections to other directors. There is one for all instances of a
/// machine, so the last one stops it.
/// </summary>
/// <param name="kernel">Where the daemon runs.</param>
/// <param name="memory">Whether this instance has it run, and whether others have.</param>
/// <param name="hasConnections">Asks the kernel whether there are connections.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Where it is said what the daemon does.</param>
internal sealed class SyncKeeper(IIpvsSettings kernel, IFormerSettings memory, Func<bool> hasConnections, TimeProvider time, ILogger log)
{
    // The kernel keeps what is to be sent for 2 s (IPVS_SYNC_FLUSH_TIME), looks every second, and drops it when the daemon is stopped. It is a
    // bound and no sign, since there is none: ip_vs_sync.c counts nothing that can be read, those that receive never answer, and that nothing is
    // sent for a while does not say that nothing is kept.
    private static readonly TimeSpan UntilAllIsSent = TimeSpan.FromSeconds(3.2);

    private SyncDaemon? _kept;
    private string? _said;
    private bool _hadConnections;

    /// <summary>Makes the daemon what it should be.</summary>
    /// <returns>What could not be done, in words.</returns>
    /// <exception cref="OperationCanceledException">The host is stopping.</exception>
    public async Task<IReadOnlyList<(string Key, string What)>> KeepAsync(SyncDaemon? wanted, CancellationToken stopping)
    {
        try
        {
            if (wanted is null)
            {
                await StopAsync(stopping);
            }
            else
            {
                await RunAsync(wanted, stopping);
            }

            _said = null;
            return [];
        }
        catch (Exception problem) when (problem is IpvsException or IOException or UnauthorizedAccessException)
        {
            var what = $"connections are not synchronised: {Words.Of(problem)}";
            if (Interlocked.Exchange(ref _said, what) != what)
            {
                log.LogError("{Problem}", what);
            }

            return [("sync", what)];
        }
    }

    /// <summary>Looks whether there is anything to tell others of, while the virtual services have their connections.</summary>
    public void BeforeRemoval() => _hadConnections = memory.Synchronises && hasConnections();

    /// <summary>Stops the daemon for good, once the others have been told of the connections that there were before the removal.</summary>
    /// <param name="stopping">Cancelled when there is no more time to tell them.</param>
    public async Task EndAsync(CancellationToken stopping)
    {
        if (_hadConnections && !memory.OthersSynchronise)
        {
            await HostThreads.EndAsync([Task.Delay(UntilAllIsSent, time, stopping)]);
        }

        // Nobody else will stop it.
        await KeepAsync(null, CancellationToken.None);
    }

    private async Task StopAsync(CancellationToken stopping)
    {
        _kept = null;
        if (!memory.Synchronises)
        {
            return;
        }

        if (!memory.OthersSynchronise)
        {
            await kernel.StopSyncDaemonAsync(SyncState.Master, stopping);
            log.LogInformation("Connections are no longer sent to other directors");
        }

        memory.Synchronises = false;
    }

    private async Task RunAsync(SyncDaemon wanted, CancellationToken stopping)
    {
        // Claimed first, so that a host that dies in between leaves nothing that nobody stops.
        if (!memory.Synchronises)
        {
            memory.Synchronises = true;
        }

        var running = (await kernel.GetSyncDaemonsAsync(stopping)).FirstOrDefault(daemon => daemon.State == wanted.State);
        if (running is null || !wanted.IsMetBy(running))
        {
            if (running is not null)
            {
                await kernel.StopSyncDaemonAsync(wanted.State, stopping);
            }

            await kernel.StartSyncDaemonAsync(wanted, stopping);
            log.Log(
                _kept == wanted ? LogLevel.Warning : LogLevel.Information,
                "Connections are sent on {Interface} with id {Id}",
                wanted.Interface,
                wanted.SyncId);
        }

        _kept = wanted;
    }
}
