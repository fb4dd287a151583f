using Microsoft.Extensions.Logging;

namespace LvsPluggable.Plugins.PacemakerAttr;

/// <summary>
/// What the source and the checks of one virtual service see of the cluster: one look at a time serves all who ask within a short
/// time, and a change that is noticed makes the next question look again.
/// </summary>
/// <param name="look">Looks at the cluster.</param>
/// <param name="deadline">How long a look may take.</param>
/// <param name="watch">Starts something that calls the given action after changes, until it is disposed.</param>
/// <param name="quorumLoss">What a partition without quorum means.</param>
/// <param name="time">The clock.</param>
internal sealed class ClusterView(
    Func<CancellationToken, Task<ClusterState>> look,
    TimeSpan deadline,
    Func<Action, IAsyncDisposable> watch,
    QuorumLoss quorumLoss,
    TimeProvider time)
{
    /// <summary>How long a look serves when no change is noticed: half of the usual interval of checks.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly SteadyNodes _steady = new();
    private readonly long _began = time.GetTimestamp();
    private TaskCompletionSource _change = NewChange();
    private Look? _look;
    private long _changes;
    private int _users;
    private IAsyncDisposable? _watch;

    /// <summary>A number that grows with every change that is noticed.</summary>
    public long Changes
    {
        get
        {
            lock (_gate)
            {
                return _changes;
            }
        }
    }

    /// <summary>Creates the view of a virtual service through crm_mon.</summary>
    public static ClusterView Create(CrmMon crmMon, TimeSpan deadline, QuorumLoss quorumLoss, TimeProvider time, ILogger logger) =>
        new(crmMon.ReadAsync, deadline, changed =>
        {
            var watch = new ClusterWatch(crmMon, changed, time, logger);
            watch.Start();
            return watch;
        }, quorumLoss, time);

    /// <summary>Counts one more who asks and waits.</summary>
    public void AddUser()
    {
        lock (_gate)
        {
            _users++;
        }
    }

    /// <summary>Counts one less; with the last one the watch ends.</summary>
    public async ValueTask RemoveUserAsync()
    {
        IAsyncDisposable? ended = null;
        lock (_gate)
        {
            if (--_users == 0)
            {
                (ended, _watch) = (_watch, null);
            }
        }

        if (ended is not null)
        {
            await ended.DisposeAsync();
        }
    }

    /// <summary>The cluster's state, seen at most <see cref="Freshness"/> ago and after every change noticed so far.</summary>
    /// <exception cref="InvalidOperationException">It cannot be known; the message is for people.</exception>
    /// <exception cref="TimeoutException">It cannot be known because the look took too long.</exception>
    public async Task<ClusterState> GetAsync(CancellationToken cancellationToken)
    {
        var wanted = Changes;
        while (true)
        {
            var current = CurrentLook(wanted);
            await ((Task)current.State).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
            if (current.Changes >= wanted)
            {
                return await current.State;
            }
        }
    }

    /// <summary>Completes when there are more changes than the given number.</summary>
    public async Task WaitForChangeAsync(long seen, CancellationToken cancellationToken)
    {
        Task change;
        lock (_gate)
        {
            if (_users > 0)
            {
                _watch ??= watch(Notice);
            }

            change = _changes > seen ? Task.CompletedTask : _change.Task;
        }

        await change.WaitAsync(cancellationToken);
    }

    // A look that began before the latest change may have missed it.
    private Look CurrentLook(long wanted)
    {
        lock (_gate)
        {
            var isOver = _look is null
                || (_look.State.IsCompleted && (_look.Changes < wanted || time.GetElapsedTime(_look.Ended) > Freshness));
            if (isOver)
            {
                var begun = new Look(_changes);
                begun.State = Task.Run(() => LookAsync(begun));
                _look = begun;
            }

            return _look!;
        }
    }

    private async Task<ClusterState> LookAsync(Look current)
    {
        using var late = new CancellationTokenSource(deadline, time);
        try
        {
            var seen = await look(late.Token);
            if (!seen.HasQuorum)
            {
                _steady.Interrupted();
                return quorumLoss == QuorumLoss.Empty
                    ? seen
                    : throw new InvalidOperationException("this partition of the cluster has no quorum, so that it does not see the others");
            }

            var state = _steady.Accept(seen, time.GetElapsedTime(_began));
            if (state != seen)
            {
                _ = LookAgainLaterAsync();
            }

            return state;
        }
        catch (OperationCanceledException cancelled) when (late.IsCancellationRequested)
        {
            _steady.Interrupted();
            throw new TimeoutException($"crm_mon did not answer within {deadline.TotalSeconds:0.##} s", cancelled);
        }
        catch (Exception)
        {
            _steady.Interrupted();
            throw;
        }
        finally
        {
            current.Ended = time.GetTimestamp();
        }
    }

    private async Task LookAgainLaterAsync()
    {
        await Task.Delay(SteadyNodes.Patience, time);
        Notice();
    }

    private void Notice()
    {
        TaskCompletionSource noticed;
        lock (_gate)
        {
            _changes++;
            (noticed, _change) = (_change, NewChange());
        }

        noticed.SetResult();
    }

    private static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Look(long changes)
    {
        /// <summary>How many changes had been noticed when it began.</summary>
        public long Changes => changes;

        public Task<ClusterState> State { get; set; } = null!;

        public long Ended { get; set; }
    }
}
