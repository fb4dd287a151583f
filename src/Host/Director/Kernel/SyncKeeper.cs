using LvsPluggable.Host.Ipvs;
using LvsPluggable.Host.Text;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Director.Kernel;

/// <summary>
/// Keeps the daemon running that sends what changes in the table of connections to other directors. There is one for all instances of a
/// machine, so the last one stops it.
/// </summary>
internal sealed class SyncKeeper(IIpvsSettings kernel, IFormerSettings memory, ILogger log)
{
    private SyncDaemon? _kept;
    private string? _said;

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

    /// <summary>Stops the daemon that was kept, unless another instance wants it.</summary>
    /// <exception cref="IpvsException">It cannot be stopped.</exception>
    /// <exception cref="OperationCanceledException">There is no more time.</exception>
    public async Task StopAsync(CancellationToken stopping)
    {
        if (_kept is not { } kept)
        {
            return;
        }

        _kept = null;
        memory.ClaimSynchronisation(false);
        if (!memory.OthersSynchronise)
        {
            await kernel.StopSyncDaemonAsync(kept.State, stopping);
            log.LogInformation("Connections are no longer sent on {Interface}", kept.Interface);
        }
    }

    private async Task RunAsync(SyncDaemon wanted, CancellationToken stopping)
    {
        memory.ClaimSynchronisation(true);
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
