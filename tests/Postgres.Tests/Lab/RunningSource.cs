namespace LvsPluggable.Postgres.Tests.Lab;

/// <summary>Asks a source again and again, at its wake-ups and at an interval, as the host does.</summary>
internal sealed class RunningSource : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly IRealServerSource _source;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _running;
    private volatile Answer _last = new([], null, null, 0);
    private volatile bool _isAsking;

    public RunningSource(TestBuilder builder)
    {
        _source = builder.Source!();
        _running = RunAsync();
    }

    /// <summary>What the source listed last, or why it did not.</summary>
    public Answer Last => _last;

    /// <summary>Whether a call has begun and not ended.</summary>
    public bool IsAsking => _isAsking;

    /// <summary>The hosts of the last list.</summary>
    public string Hosts => string.Join(' ', _last.Servers.Select(server => server.Host));

    /// <summary>Waits until a call that began from now on has ended.</summary>
    public async Task<Answer> NextAsync()
    {
        var seen = _last.Calls;
        await Eventually.HoldsAsync(() => _last.Calls >= seen + 2, "the source is asked");
        return _last;
    }

    /// <summary>Waits until the source lists certain hosts.</summary>
    public Task ListsAsync(params string[] hosts) => Eventually.MeetsAsync(
        seen => seen.Last is { Problem: null, Calls: > 0 } && seen.Hosts == string.Join(' ', hosts),
        () => Task.FromResult((Hosts, Last)),
        $"it lists {string.Join(' ', hosts)}");

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _source.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        while (true)
        {
            _isAsking = true;
            try
            {
                _last = new Answer(
                    await _source.GetRealServersAsync(_stopping.Token), null, ((IDegradable)_source).DegradedReason, _last.Calls + 1);
            }
            catch (Exception problem) when (!_stopping.IsCancellationRequested)
            {
                _last = new Answer(_last.Servers, problem.Message, null, _last.Calls + 1);
            }

            _isAsking = false;
            using var over = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
            over.CancelAfter(Interval);
            try
            {
                await ((IWakeable)_source).WaitForChangeAsync(over.Token);
            }
            catch (OperationCanceledException) when (!_stopping.IsCancellationRequested)
            {
                // The interval is over.
            }
        }
    }

    internal sealed record Answer(IReadOnlyList<RealServer> Servers, string? Problem, string? Degraded, int Calls);
}
