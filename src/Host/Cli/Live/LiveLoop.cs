using System.Threading.Channels;
using LvsPluggable.Host.Director.Orders;
using LvsPluggable.Host.Director.Status;
using LvsPluggable.Host.Hosting;
using LvsPluggable.Host.Notices;
using LvsPluggable.Host.Text;

namespace LvsPluggable.Host.Cli.Live;

/// <summary>
/// Has the screen follow the hosts and the keys. What is asked of hosts is asked by one task, what is typed is read by another, and what
/// comes of both is taken by <see cref="RunAsync"/> alone, one after the other.
/// </summary>
/// <param name="hosts">The hosts.</param>
/// <param name="nothing">What is said where there is none.</param>
/// <param name="interval">How often they are looked at.</param>
/// <param name="drawing">Draws.</param>
/// <param name="time">The clock.</param>
internal sealed class LiveLoop(RunningHosts hosts, string nothing, TimeSpan interval, LiveDrawing drawing, TimeProvider time) : INotices
{
    private readonly Channel<Action> _happened = Channel.CreateUnbounded<Action>();
    private readonly Channel<LiveOrder> _orders = Channel.CreateUnbounded<LiveOrder>();
    private readonly LiveModel _model = new();
    private LiveView _view = new();
    private bool _isOver;
    private bool _isStale;

    /// <summary>Has everything drawn anew.</summary>
    public void Renew() => Post(() => _isStale = true);

    /// <inheritdoc/>
    public void Use(NoticeSettings? settings)
    {
    }

    /// <inheritdoc/>
    public void Take(Notice notice) => Post(() => _model.Take([notice]));

    /// <summary>Shows it until somebody ends it, it is cancelled or the terminal is gone.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using var screen = new Screen(Renew);
        var beside = Task.WhenAll(
            Task.Run(() => ReadKeys(ending.Token), CancellationToken.None),
            Task.Run(() => LookAsync(ending.Token), CancellationToken.None),
            Task.Run(() => FollowAsync(ending.Token), CancellationToken.None));
        try
        {
            Draw(screen);
            while (!_isOver && await _happened.Reader.WaitToReadAsync(ending.Token))
            {
                while (_happened.Reader.TryRead(out var taken))
                {
                    taken();
                }

                Draw(screen);
            }
        }
        catch (Exception problem) when (problem is OperationCanceledException or IOException)
        {
            // A signal asked for it, or nobody sees it any more.
        }

        await ending.CancelAsync();
        await beside.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Post(Action happened) => _happened.Writer.TryWrite(happened);

    private void Draw(Screen screen)
    {
        if (_isStale)
        {
            _isStale = false;
            screen.Renew();
        }

        var size = Screen.Size;
        screen.Draw(drawing.Lines(new LiveScene { View = _view, Hosts = _model.Hosts, Events = _model.Events, Nothing = nothing, Width = size.Width, Height = size.Height }));
    }

    private void ReadKeys(CancellationToken ending)
    {
        Screen.ReadKeys(key => Post(() => Press(key)), ending);
        Post(() => _isOver = true);
    }

    private void Press(LiveKey key)
    {
        // A detail goes on being of its server, whatever is shown beside it.
        var shown = LiveSelection.Of(_model.Hosts, _view.Mode == LiveMode.Detail ? new LiveView() : _view);
        var step = _view.Press(key, LiveSelection.Servers(shown));
        _view = step.View;
        _isOver |= step.Ends;
        _isStale |= step.Redraws;
        if (step.Order is { } order)
        {
            _orders.Writer.TryWrite(order);
        }
    }

    private async Task LookAsync(CancellationToken ending)
    {
        while (!ending.IsCancellationRequested)
        {
            while (_orders.Reader.TryRead(out var order))
            {
                var said = await AskAsync(order, ending);
                Post(() => _view = _view with { Message = said });
            }

            IReadOnlyList<HostStatus> seen = await hosts.LookAsync(ending);
            var now = time.GetUtcNow();
            Post(() => _model.Take(seen, now));
            using var pausing = CancellationTokenSource.CreateLinkedTokenSource(ending);
            await Task.WhenAny(_orders.Reader.WaitToReadAsync(pausing.Token).AsTask(), Task.Delay(interval, time, pausing.Token));
            await pausing.CancelAsync();
        }
    }

    private async Task FollowAsync(CancellationToken ending)
    {
        var following = hosts.FollowAsync(this, ending);
        try
        {
            // After following has begun, so that nothing falls between.
            var past = hosts.Histories().Values.SelectMany(history => history).ToList();
            Post(() => _model.Take(past));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            Post(() => _view = _view with { Message = $"The history cannot be read: {Words.Of(problem)}" });
        }

        await following;
    }

    private static async Task<string> AskAsync(LiveOrder order, CancellationToken ending)
    {
        var (instance, server) = (order.Server.Instance, order.Server.Server);
        if (Instances.Find(instance) is not [var state, ..])
        {
            return Instances.NoneOf(instance);
        }

        var answer = await OrderCommands.AskAsync(
            state, new OrderRequest { Kind = OrderKind.Drain, Server = server, IsTakenBack = order.IsTakenBack, By = OrderCommands.Operator() }, ending);
        return $"{instance}: {string.Join("; ", ((string?[])[answer.Said, answer.Problem]).OfType<string>())}";
    }
}
