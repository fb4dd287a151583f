using System.Net;
using LvsPluggable.Host.Netlink;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Checks;

/// <summary>
/// <see cref="INeighbours"/> of the kernel: makes it ask, and looks what came of that. A host is asked for all who wait for it together,
/// and for a while after unless it has answered, so that a check with a short deadline finds what earlier ones began.
/// </summary>
internal sealed class Neighbours(NeighbourClient kernel, TimeProvider time, ILogger log) : INeighbours
{
    // Two seconds, in which the kernel would have asked twice. A director that is held up asks less often and so counts no faster.
    private const int QuestionsUntilSilent = 4;
    private const int MostWitnesses = 32;
    // A question would take an administrator's entry away.
    private const NeighbourState Fixed = NeighbourState.Permanent | NeighbourState.NoArp;
    private static readonly TimeSpan BetweenQuestions = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(3);

    private readonly Dictionary<IPAddress, Watch> _watches = [];
    private readonly Lock _lock = new();

    /// <inheritdoc/>
    public async Task WaitForSilenceAsync(IPAddress address, CancellationToken cancellationToken)
    {
        var (watch, silent) = Enter(address);
        try
        {
            await silent.WaitAsync(cancellationToken);
        }
        finally
        {
            Leave(watch);
        }
    }

    private (Watch Watch, Task Silent) Enter(IPAddress address)
    {
        Watch? watch;
        lock (_lock)
        {
            if (_watches.TryGetValue(address, out watch))
            {
                watch.Waiting++;
                return (watch, watch.Silent.Task);
            }

            _watches[address] = watch = new Watch { Waiting = 1 };
        }

        _ = AskAsync(address, watch);
        return (watch, watch.Silent.Task);
    }

    private void Leave(Watch watch)
    {
        lock (_lock)
        {
            watch.Waiting--;
            watch.Left = time.GetTimestamp();
        }
    }

    private async Task AskAsync(IPAddress address, Watch watch)
    {
        try
        {
            if (await kernel.FindInterfaceAsync(address, CancellationToken.None) is { } networkInterface
                && (await kernel.StateAsync(address, networkInterface, CancellationToken.None) & Fixed) == NeighbourState.None)
            {
                await AskAsync(address, networkInterface, watch);
                return;
            }
        }
        catch (Exception problem)
        {
            log.LogDebug("Neighbour {Address}: {Reason}", address, problem.Message);
        }

        // Nothing can be told; whoever waits next tries again.
        lock (_lock)
        {
            _watches.Remove(address);
        }
    }

    private async Task AskAsync(IPAddress address, int networkInterface, Watch watch)
    {
        for (var unanswered = 0; IsWanted(address, watch, unanswered > 0);)
        {
            await kernel.AskAsync(address, networkInterface, CancellationToken.None);
            var isLast = unanswered + 1 >= QuestionsUntilSilent && !watch.Silent.Task.IsCompleted;
            IReadOnlyList<IPAddress> witnesses = isLast ? await AskOthersAsync(address, networkInterface) : [];
            await Task.Delay(BetweenQuestions, time);
            var state = await kernel.StateAsync(address, networkInterface, CancellationToken.None);
            if (state == NeighbourState.None || (state & (NeighbourState.Reachable | Fixed)) != NeighbourState.None)
            {
                unanswered = 0;
                Tell(watch, isSilent: false);
            }
            else if (++unanswered >= QuestionsUntilSilent && (!isLast || await AnyAnswersAsync(witnesses, networkInterface)))
            {
                Tell(watch, isSilent: true);
            }
        }
    }

    // Where nobody answers, it may be this machine that the network has left.
    private async Task<IReadOnlyList<IPAddress>> AskOthersAsync(IPAddress address, int networkInterface)
    {
        var known = await kernel.KnownAsync(networkInterface, address.AddressFamily, CancellationToken.None);
        IReadOnlyList<IPAddress> witnesses = [.. known.Where(other => !other.Equals(address)).Take(MostWitnesses)];
        foreach (var witness in witnesses)
        {
            await kernel.AskAsync(witness, networkInterface, CancellationToken.None);
        }

        return witnesses;
    }

    private async Task<bool> AnyAnswersAsync(IReadOnlyList<IPAddress> witnesses, int networkInterface)
    {
        foreach (var witness in witnesses)
        {
            if ((await kernel.StateAsync(witness, networkInterface, CancellationToken.None) & NeighbourState.Reachable) != NeighbourState.None)
            {
                return true;
            }
        }

        return false;
    }

    // A host that has answered is asked again when the next check is slow.
    private bool IsWanted(IPAddress address, Watch watch, bool isInDoubt)
    {
        lock (_lock)
        {
            if (watch.Waiting > 0 || (isInDoubt && time.GetElapsedTime(watch.Left) < Linger))
            {
                return true;
            }

            _watches.Remove(address);
            return false;
        }
    }

    private void Tell(Watch watch, bool isSilent)
    {
        TaskCompletionSource silent;
        lock (_lock)
        {
            if (!isSilent && watch.Silent.Task.IsCompleted)
            {
                watch.Silent = new TaskCompletionSource();
            }

            silent = watch.Silent;
        }

        if (isSilent)
        {
            silent.TrySetResult();
        }
    }

    private sealed class Watch
    {
        // What waits for it goes on where it was, for which the thread pool is not needed.
        public TaskCompletionSource Silent { get; set; } = new();

        public int Waiting { get; set; }

        public long Left { get; set; }
    }
}
