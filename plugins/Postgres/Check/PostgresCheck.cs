using LvsPluggable.Postgres.Connections;
using LvsPluggable.Postgres.Failures;
using LvsPluggable.Postgres.Replication;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Postgres.Check;

/// <summary>
/// Checks one server through a connection that is held and waited on, so that its end wakes the check, and beside it a new one.
/// </summary>
internal sealed class PostgresCheck : IHealthCheck, IWakeable, IMeasuring
{
    private static readonly TimeSpan SoonAgain = TimeSpan.FromMilliseconds(50);

    private readonly string _name;
    private readonly HeldConnection _connection;
    private readonly CheckSettings _settings;
    private readonly Cluster _cluster;
    private readonly ReplicaJudge _judge;
    private readonly Complaints _complaints;
    private readonly TimeProvider _time;

    /// <param name="realServer">The server, with its address.</param>
    /// <param name="server">How to connect to it; disposed of with this object.</param>
    /// <param name="settings">What is asked of it.</param>
    /// <param name="cluster">What is known of the other servers.</param>
    /// <param name="log">Where mistakes in the configuration are said.</param>
    /// <param name="time">The clock.</param>
    public PostgresCheck(
        RealServer realServer, Server server, CheckSettings settings, Cluster cluster, ILogger log, TimeProvider time)
    {
        _name = server.Name;
        _connection = new HeldConnection(server, settings.ReconnectInterval, time);
        _settings = settings;
        _cluster = cluster;
        _judge = new ReplicaJudge(settings, cluster, realServer.Address!);
        _complaints = new Complaints(realServer.Host, log);
        _time = time;
        cluster.Fitness.Add(this, realServer.Address!);
    }

    public IReadOnlyList<Measurement> Measurements { get; private set; } = [];

    public async ValueTask<HealthResult> CheckAsync(CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(_settings.Limit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        var isStandby = false;
        Failure? failure;
        HealthResult result = default;
        Measurements = [];
        _connection.Begin(either.Token);
        var asking = AskAsync(either.Token);
        var proving = _connection.ProveAsync();
        try
        {
            failure = await Task.WhenAny(asking, proving) == proving ? await proving : null;
            if (failure?.Verdict != Verdict.Unhealthy)
            {
                var state = await asking;
                result = _judge.Judge(state, _connection.Session!.Role);
                isStandby = state.InRecovery;
                Measurements = ReplicationLag.Of(state, _cluster);
                failure = IsCertain(result)
                    ? null
                    : await _connection.ProveInTimeAsync(proving, _settings.Limit) ?? _judge.Contradiction(state, _name);
            }
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var who = asking.IsCompletedSuccessfully ? "a new connection was not answered" : "no answer";
            failure = new Failure(Verdict.Failing, $"{who} within {_settings.Limit.TotalSeconds:0.###} s");
        }
        catch (Exception problem)
        {
            failure = FailureTable.Of(problem);
        }
        finally
        {
            await either.CancelAsync();
            await ((Task)asking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await _connection.EndAsync();
        }

        _complaints.About(failure);
        if (failure is not null && result.Status is HealthStatus.Unknown or HealthStatus.Healthy)
        {
            result = failure.ToResult();
        }

        if (failure is not null && IsCertain(result))
        {
            _cluster.SawEnd(_name);
        }

        // What is held by a server that is going down keeps it from going.
        if (_connection.Session is { IsUsable: false } || IsCertain(result))
        {
            _connection.LetGo();
        }

        _cluster.Checked(this, isStandby, result);
        return result;
    }

    public async ValueTask WaitForChangeAsync(CancellationToken cancellationToken)
    {
        if (_connection.Session is { } session)
        {
            await session.WaitForEndAsync(cancellationToken);
        }
        else
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, _time, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _cluster.Fitness.Remove(this);
        _cluster.SawEnd(_name);
        await _connection.DisposeAsync();
    }

    private static bool IsCertain(HealthResult result) => result is { Status: HealthStatus.Unhealthy, IsCertain: true };

    private async Task<ReplicaState> AskAsync(CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        while (true)
        {
            var asked = _cluster.Now;
            var rows = await _connection.QueryAsync(ReplicaState.Query(_cluster.PrimaryPosition), cancellationToken);
            var state = ReplicaState.Read(rows);
            if (state is { InRecovery: false, Written: { } written, Timeline: { } timeline })
            {
                _cluster.SawPrimary(asked, state.Identity, timeline, written, _name);
            }
            else
            {
                _cluster.SawStandby(state.Identity, state.Timeline, _name);
            }

            // Of a standby that keeps up, the next answer is past the first sample.
            if (!_judge.IsTooEarly(state) || _time.GetElapsedTime(started) > _settings.Limit / 3)
            {
                return state;
            }

            await Task.Delay(SoonAgain, _time, cancellationToken);
        }
    }
}
