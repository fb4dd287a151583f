using LvsPluggable.Host.Director.Kernel;
using LvsPluggable.Host.Ipvs;

namespace LvsPluggable.Host.Tests.Director.Kernel;

/// <summary>What of IPVS is there once for all services, and what it was before, in memory.</summary>
internal sealed class MemorySettings : IIpvsSettings, IFormerSettings
{
    public Timeouts Timeouts { get; set; } = new(900, 120, 300);

    public List<SyncDaemon> Daemons { get; } = [];

    public IReadOnlyList<FormerSetting> Former { get; private set; } = [];

    public List<FormerSetting> OfOthers { get; } = [];

    public bool Synchronises { get; set; }

    public bool OthersSynchronise { get; set; }

    /// <summary>What the kernel answers instead; null when all is well.</summary>
    public IpvsException? Refusal { get; set; }

    /// <summary>How often anything was changed.</summary>
    public int Changes { get; private set; }

    public Task<Timeouts> GetTimeoutsAsync(CancellationToken cancellationToken) =>
        Refusal is null ? Task.FromResult(Timeouts) : Task.FromException<Timeouts>(Refusal);

    public Task SetTimeoutsAsync(Timeouts timeouts, CancellationToken cancellationToken) => Change(() => Timeouts = new Timeouts(
        timeouts.Tcp == 0 ? Timeouts.Tcp : timeouts.Tcp,
        timeouts.TcpFin == 0 ? Timeouts.TcpFin : timeouts.TcpFin,
        timeouts.Udp == 0 ? Timeouts.Udp : timeouts.Udp));

    public Task<IReadOnlyList<SyncDaemon>> GetSyncDaemonsAsync(CancellationToken cancellationToken) =>
        Refusal is null ? Task.FromResult<IReadOnlyList<SyncDaemon>>([.. Daemons]) : Task.FromException<IReadOnlyList<SyncDaemon>>(Refusal);

    public Task StartSyncDaemonAsync(SyncDaemon daemon, CancellationToken cancellationToken) => Change(() =>
    {
        Assert.DoesNotContain(Daemons, running => running.State == daemon.State);
        Daemons.Add(daemon);
    });

    public Task StopSyncDaemonAsync(SyncState state, CancellationToken cancellationToken) =>
        Change(() => Daemons.RemoveAll(daemon => daemon.State == state));

    public IReadOnlyList<FormerSetting> Recall() => Former;

    public IReadOnlyList<FormerSetting> RecallOthers() => OfOthers;

    public void Remember(IReadOnlyList<FormerSetting> settings) => Former = settings;

    private Task Change(Action change)
    {
        Changes++;
        change();
        return Task.CompletedTask;
    }
}
