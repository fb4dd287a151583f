using Microsoft.Extensions.Time.Testing;

namespace LvsPluggable.Plugins.PacemakerAttr.Tests;

public class ClusterViewTests
{
    private static readonly TimeSpan LookDeadline = TimeSpan.FromSeconds(30);
    private static readonly ClusterState State = Cluster.Of(Cluster.Node("a", "PRI"), Cluster.Node("b", "HS:sync"));

    private readonly FakeTimeProvider _time = new();
    private readonly List<TaskCompletionSource<ClusterState>> _looks = [];
    private Action? _changed;
    private int _watches;
    private int _ended;

    [Fact]
    public async Task All_who_ask_at_the_same_time_share_one_look()
    {
        var view = View();
        var asked = Enumerable.Range(0, 20).Select(_ => view.GetAsync(CancellationToken.None)).ToList();
        await LooksAsync(1);

        _looks[0].SetResult(State);

        Assert.All(await Task.WhenAll(asked), state => Assert.Same(State, state));
        Assert.Same(State, await view.GetAsync(CancellationToken.None));
        Assert.Single(_looks);
    }

    [Fact]
    public async Task A_look_serves_for_a_second()
    {
        var view = View();
        await AnswerAsync(view, 0, State);
        _time.Advance(ClusterView.Freshness);
        await view.GetAsync(CancellationToken.None);
        Assert.Single(_looks);

        _time.Advance(TimeSpan.FromTicks(1));
        await AnswerAsync(view, 1, State);
    }

    [Fact]
    public async Task After_a_change_the_next_question_looks_again()
    {
        var view = Watched(View());
        await AnswerAsync(view, 0, State);

        _changed!();

        await AnswerAsync(view, 1, State);
    }

    [Fact]
    public async Task A_look_that_began_before_a_change_does_not_answer_for_it()
    {
        var view = Watched(View());
        var early = view.GetAsync(CancellationToken.None);
        await LooksAsync(1);
        _changed!();
        var late = view.GetAsync(CancellationToken.None);

        _looks[0].SetResult(Cluster.Of());
        await early;
        await LooksAsync(2);
        _looks[1].SetResult(State);

        Assert.Same(State, await late);
    }

    [Fact]
    public async Task Who_gives_up_does_not_spoil_it_for_others()
    {
        var view = View();
        using var cancellation = new CancellationTokenSource();
        var impatient = view.GetAsync(cancellation.Token);
        var patient = view.GetAsync(CancellationToken.None);
        await LooksAsync(1);

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        _looks[0].SetResult(State);

        Assert.Same(State, await patient);
    }

    [Fact]
    public async Task A_failure_is_shared_and_the_next_look_may_succeed()
    {
        var view = View();
        var asked = view.GetAsync(CancellationToken.None);
        await LooksAsync(1);
        _looks[0].SetException(new InvalidOperationException("no cluster"));
        Assert.Equal("no cluster", (await Assert.ThrowsAsync<InvalidOperationException>(() => asked)).Message);
        await Assert.ThrowsAsync<InvalidOperationException>(() => view.GetAsync(CancellationToken.None));

        _time.Advance(ClusterView.Freshness * 2);
        await AnswerAsync(view, 1, State);
    }

    [Fact]
    public async Task A_look_that_takes_too_long_is_not_known_rather_than_cancelled()
    {
        var view = View();
        var asked = view.GetAsync(CancellationToken.None);
        await LooksAsync(1);

        _time.Advance(LookDeadline);

        var late = await Assert.ThrowsAsync<TimeoutException>(() => asked);
        Assert.Equal("crm_mon did not answer within 30 s", late.Message);
    }

    [Fact]
    public async Task Without_quorum_nothing_is_known()
    {
        var view = View();
        var asked = view.GetAsync(CancellationToken.None);
        await LooksAsync(1);
        _looks[0].SetResult(State with { HasQuorum = false });

        Assert.Contains("no quorum", (await Assert.ThrowsAsync<InvalidOperationException>(() => asked)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_that_seems_gone_is_looked_at_again_before_it_is()
    {
        var view = Watched(View());
        await AnswerAsync(view, 0, State);
        _time.Advance(ClusterView.Freshness * 2);
        var gone = Cluster.Of(State.Nodes[0]);
        var asked = view.GetAsync(CancellationToken.None);
        await LooksAsync(2);
        _looks[1].SetResult(gone);
        Assert.Same(State, await asked);

        var change = view.WaitForChangeAsync(view.Changes, CancellationToken.None);
        _time.Advance(SteadyNodes.Patience);
        await change.WaitAsync(Eventually.Deadline);
        await AnswerAsync(view, 2, gone);
    }

    [Fact]
    public async Task Who_waits_is_woken_once_for_each_change_and_at_once_for_one_that_was_missed()
    {
        var view = Watched(View());
        var seen = view.Changes;
        var waiting = view.WaitForChangeAsync(seen, CancellationToken.None);
        Assert.False(waiting.IsCompleted);

        _changed!();
        await waiting.WaitAsync(Eventually.Deadline);

        await view.WaitForChangeAsync(seen, CancellationToken.None).WaitAsync(Eventually.Deadline);
        Assert.False(view.WaitForChangeAsync(view.Changes, CancellationToken.None).IsCompleted);
    }

    [Fact]
    public async Task The_watch_lives_as_long_as_somebody_uses_the_view()
    {
        var view = View();
        view.AddUser();
        view.AddUser();
        Assert.Equal(0, _watches);
        _ = view.WaitForChangeAsync(view.Changes, CancellationToken.None);
        _ = view.WaitForChangeAsync(view.Changes, CancellationToken.None);
        Assert.Equal((1, 0), (_watches, _ended));

        await view.RemoveUserAsync();
        Assert.Equal((1, 0), (_watches, _ended));
        await view.RemoveUserAsync();
        Assert.Equal((1, 1), (_watches, _ended));

        view.AddUser();
        _ = view.WaitForChangeAsync(view.Changes, CancellationToken.None);
        Assert.Equal((2, 1), (_watches, _ended));
    }

    private static ClusterView Watched(ClusterView view)
    {
        view.AddUser();
        _ = view.WaitForChangeAsync(view.Changes, CancellationToken.None);
        return view;
    }

    private ClusterView View() => new(LookAsync, LookDeadline, StartWatch, QuorumLoss.Keep, _time);

    private Task<ClusterState> LookAsync(CancellationToken cancellationToken)
    {
        var look = new TaskCompletionSource<ClusterState>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_looks)
        {
            _looks.Add(look);
        }

        return look.Task.WaitAsync(cancellationToken);
    }

    private Ending StartWatch(Action changed)
    {
        _watches++;
        _changed = changed;
        return new Ending(() => _ended++);
    }

    private async Task LooksAsync(int count)
    {
        await Eventually.HoldsAsync(
            () =>
            {
                lock (_looks)
                {
                    return _looks.Count >= count;
                }
            },
            $"{count} looks");
        Assert.Equal(count, _looks.Count);
    }

    private async Task AnswerAsync(ClusterView view, int index, ClusterState state)
    {
        var asked = view.GetAsync(CancellationToken.None);
        await LooksAsync(index + 1);
        _looks[index].SetResult(state);
        Assert.Same(state, await asked);
    }

    private sealed class Ending(Action ended) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            ended();
            return ValueTask.CompletedTask;
        }
    }
}
