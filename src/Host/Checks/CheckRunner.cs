using LvsPluggable.Host.Discovery;
using LvsPluggable.Host.Plugins.Running;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Checks;

/// <summary>Makes one check of one real server again and again, and keeps what is known from it.</summary>
internal sealed class CheckRunner
{
    // A host that is there answers sooner; the kernel then needs about three seconds to know that it is not.
    private static readonly TimeSpan BeforeNeighbours = TimeSpan.FromMilliseconds(100);

    private readonly PluginObject<IHealthCheck> _check;
    private readonly PluginAccount _account;
    private readonly Candidate _server;
    private readonly CheckContext _context;
    private readonly TimeSpan _timeout;
    private volatile CheckState _state;
    private volatile IReadOnlyList<Measurement> _measurements = [];

    public CheckRunner(CheckRegistration registration, PluginAccount account, Candidate server, CheckState initial, CheckContext context)
    {
        Name = registration.Name;
        _check = new PluginObject<IHealthCheck>(() => registration.Create(server.ToRealServer()), account, context.Time, server.EndPoint);
        _account = account;
        _server = server;
        _state = initial;
        _context = context;
        _timeout = context.Settings.TimeoutOf(registration);
    }

    /// <summary>The check's name.</summary>
    public string Name { get; }

    /// <summary>What is known now.</summary>
    public CheckState State => _state;

    /// <summary>What its last call that answered has measured.</summary>
    public IReadOnlyList<Measurement> Measurements => _measurements;

    /// <summary>Runs until the host stops or the server has left.</summary>
    public Task RunAsync(TimeSpan firstDelay, CancellationToken stopping) =>
        LoopKeeper.RunAsync(() => LoopAsync(firstDelay, stopping), CannotTell, _context.Time, stopping);

    /// <summary>Ends the check; to be called when it runs no more.</summary>
    /// <returns>What went wrong, in words; null when nothing did.</returns>
    public Task<string?> EndAsync() => _check.DisposeAsync();

    private async Task LoopAsync(TimeSpan firstDelay, CancellationToken stopping)
    {
        var check = _check.Instance ?? await _check.CreateAsync(CannotTell, stopping);
        var call = new GuardedCall<HealthResult>(
            token => AskAsync(check, token),
            _timeout,
            _account,
            _context.Time,
            _server.EndPoint,
            AwaitSilenceAsync);
        var gap = new WakeGap(_context.Settings.Interval, () => _context.Log.LogWarning(
            "{Server}: check {Check} wakes the host all the time and says nothing new; it is made at its interval", _server.Host, Name));
        await new PluginLoop<HealthResult>(
            call, GuardedWait.For(check, _account, _server.EndPoint), gap, _context.Time, PublishAsync).RunAsync(firstDelay, stopping);
    }

    private async ValueTask<HealthResult> AskAsync(IHealthCheck check, CancellationToken token)
    {
        var result = ResultBorder.Of(await check.CheckAsync(token).ConfigureAwait(false));
        _measurements = MeasurementBorder.Copy(check);
        return result;
    }

    private async Task<string> AwaitSilenceAsync(CancellationToken over)
    {
        await Task.Delay(BeforeNeighbours, _context.Time, over);
        await _context.Neighbours.WaitForSilenceAsync(_server.EndPoint.Address, over);
        return "the host does not answer to ARP or neighbour discovery";
    }

    private ValueTask<LoopTurn> PublishAsync(CallOutcome<HealthResult> outcome, CancellationToken stopping)
    {
        var isChange = Publish(outcome, Explained(outcome switch
        {
            { IsAnswer: true } => outcome.Answer,
            { IsForestalled: true } => HealthResult.Unhealthy(outcome.Problem!),
            { IsLate: true } => HealthResult.Failing(outcome.Problem!),
            _ => HealthResult.Unknown(outcome.Problem!),
        }));
        return ValueTask.FromResult(new LoopTurn(_state.PauseAfter(outcome.Took, _context.Settings), isChange));
    }

    private HealthResult Explained(HealthResult result) =>
        result is { Status: HealthStatus.Unhealthy, IsCertain: false }
        && (_server.ForwardMethod ?? _context.Method) != ForwardMethod.Nat
        && SourceAddress.ObjectionTo(_server.EndPoint.Address, _context.VirtualAddress) is { } objection
            ? result with { Reason = $"{result.Reason}; {objection}" }
            : result;

    private void CannotTell(string problem) => Publish(CallOutcome<HealthResult>.Failed(problem), HealthResult.Unknown(problem));

    private bool Publish(CallOutcome<HealthResult> outcome, HealthResult result)
    {
        var before = _state;
        var after = before.After(result, _context.Settings);
        _state = after;
        _context.Called?.Invoke(new CheckCall(_server, Name, outcome, result, after));
        if (after.CannotTell is not null && before.CannotTell is null)
        {
            _context.Log.LogWarning(
                "{Server}: check {Check} cannot tell, the server keeps its state: {Reason}", _server.Host, Name, after.CannotTell);
        }

        if (after == before)
        {
            return false;
        }

        _context.Changed();

        // Words that are others each time are no news.
        return (after.Status, after.WeightPercent, after.IsDoubt, after.Successes, after.Failures)
            != (before.Status, before.WeightPercent, before.IsDoubt, before.Successes, before.Failures);
    }
}
