using LvsPluggable.Host.Plugins.Running;
using LvsPluggable.Host.Text;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Checks;

/// <summary>Makes one check of one real server again and again, and keeps what is known from it.</summary>
internal sealed class CheckRunner : IAsyncDisposable
{
    private readonly IHealthCheck _check;
    private readonly string _server;
    private readonly CheckSettings _settings;
    private readonly ILogger _log;
    private readonly Action _changed;
    private readonly PluginLoop<HealthResult> _loop;
    private volatile CheckState _state;

    public CheckRunner(
        string name,
        string server,
        IHealthCheck check,
        CheckState initial,
        CheckSettings settings,
        TimeProvider time,
        ILogger log,
        Action changed)
    {
        Name = name;
        _server = server;
        _check = check;
        _state = initial;
        _settings = settings;
        _log = log;
        _changed = changed;
        _loop = new PluginLoop<HealthResult>(check.CheckAsync, check, settings.Timeout, time, PublishAsync);
    }

    /// <summary>The check's name.</summary>
    public string Name { get; }

    /// <summary>What is known now.</summary>
    public CheckState State => _state;

    /// <summary>Runs until the host stops or the server has left.</summary>
    public Task RunAsync(TimeSpan firstDelay, CancellationToken stopping) => _loop.RunAsync(firstDelay, stopping);

    public async ValueTask DisposeAsync()
    {
        await _loop.Idle;
        await _check.DisposeAsync();
    }

    private ValueTask<TimeSpan> PublishAsync(CallOutcome<HealthResult> outcome, CancellationToken stopping)
    {
        var result = outcome switch
        {
            { IsAnswer: true } => outcome.Answer with { Reason = Words.OneLine(outcome.Answer.Reason) },
            { IsLate: true } => HealthResult.Failing(outcome.Problem!),
            _ => HealthResult.Unknown(outcome.Problem!),
        };
        var before = _state;
        var after = before.After(result, _settings);
        _state = after;
        if (after.CannotTell is not null && before.CannotTell is null)
        {
            _log.LogWarning("{Server}: check {Check} cannot tell, the server keeps its state: {Reason}", _server, Name, after.CannotTell);
        }

        if (after != before)
        {
            _changed();
        }

        // What has begun to count is settled sooner than the usual interval.
        return ValueTask.FromResult(after.IsPending ? _settings.Interval / 2 : _settings.Interval);
    }
}
