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
    // A host that the kernel asks already is asked anew after a second only. For so long another one must have answered, lest the network is
    // back for that one alone.
    private const int RoundsWithWitness = 3;
    // A question would take an administrator's entry away.
    private const NeighbourState Fixed = NeighbourState.Permanent | NeighbourState.NoArp;
    private static readonly TimeSpan BetweenQuestions = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(3);

    private static readonly Task<IReadOnlyList<IPAddress>> NoAnswers = Task.FromResult<IReadOnlyList<IPAddress>>([]);

    private readonly Witnesses _witnesses = new(kernel, time);
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
        var (unanswered, witnessed) = (0, 0);
        while (IsWanted(address, watch, unanswered > 0))
        {
            await kernel.AskAsync(address, networkInterface, CancellationToken.None);
            var answers = unanswered + RoundsWithWitness >= QuestionsUntilSilent && !watch.Silent.Task.IsCompleted
                ? _witnesses.AskAsync(networkInterface, address.AddressFamily, IsWatched, BetweenQuestions)
                : NoAnswers;
            await Task.Delay(BetweenQuestions, time);
            var state = await kernel.StateAsync(address, networkInterface, CancellationToken.None);
            if (state == NeighbourState.None || (state & (NeighbourState.Reachable | Fixed)) != NeighbourState.None)
            {
                (unanswered, witnessed) = (0, 0);
                Tell(watch, isSilent: false);
                continue;
            }

            unanswered++;
            witnessed = (await answers).Any(other => !other.Equals(address)) ? witnessed + 1 : 0;
            if (unanswered >= QuestionsUntilSilent && (witnessed >= RoundsWithWitness || watch.Silent.Task.IsCompleted))
            {
                Tell(watch, isSilent: true);
            }
        }
    }

    private bool IsWatched(IPAddress address)
    {
        lock (_lock)
        {
            return _watches.ContainsKey(address);
        }
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
