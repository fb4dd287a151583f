using LvsPluggable.Host.Ipvs;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Director.Kernel;

/// <summary>Keeps what of the kernel is there once for all virtual services: what every director needs, and what users ask for.</summary>
internal sealed class KernelKeeper
{
    private const string ProcSys = "/proc/sys";
    private const string Connections = "/proc/net/ip_vs_conn";

    private readonly KernelSettings _needed;
    private readonly WishKeeper _wishes;
    private readonly SyncKeeper _sync;

    public KernelKeeper(IIpvsSettings kernel, IFormerSettings memory, TimeProvider time, ILogger log)
    {
        var values = new KernelValues(kernel, ProcSys);
        var writer = new SettingWriter(values, log);
        _needed = new KernelSettings(values, writer);
        _wishes = new WishKeeper(values, writer, memory, log);
        _sync = new SyncKeeper(kernel, memory, HasConnections, time, log);
    }

    /// <summary>Makes it what it should be.</summary>
    /// <returns>What is not so, in words.</returns>
    /// <exception cref="OperationCanceledException">The host is stopping.</exception>
    public async Task<IReadOnlyList<(string Key, string What)>> KeepAsync(DirectorPlan plan, CancellationToken stopping) =>
    [
        .. plan.ManageKernelSettings ? await _needed.KeepAsync(stopping) : [],
        .. plan.TranslatesIPv6 ? await _needed.LookAtIPv6Async(stopping) : [],
        .. await _wishes.KeepAsync(plan.Wishes, stopping),
        .. await _sync.KeepAsync(plan.Wishes.Sync, stopping),
    ];

    /// <summary>To be called before virtual services are removed for good, which ends their connections.</summary>
    public void BeforeRemoval() => _sync.BeforeRemoval();

    /// <summary>Gives back what users asked for. What every director needs stays, since other services may need it.</summary>
    /// <param name="stopping">Cancelled when there is no more time.</param>
    /// <exception cref="OperationCanceledException">There is no more time.</exception>
    public async Task GiveBackAsync(CancellationToken stopping)
    {
        await _wishes.GiveBackAsync(stopping);
        await _sync.EndAsync(stopping);
    }

    // The first line is a heading.
    private static bool HasConnections() => File.Exists(Connections) && File.ReadLines(Connections).Skip(1).Any();
}
