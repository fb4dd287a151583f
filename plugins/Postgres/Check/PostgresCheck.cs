using LvsPluggable.Postgres.Connections;
using LvsPluggable.Postgres.Failures;
using LvsPluggable.Postgres.Replication;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Postgres.Check;

/// <summary>
/// Checks one server through a connection that is held and waited on, so that its end wakes the check, and through a new one every
/// so often, because a held connection outlives some ways in which a server stops serving.
/// </summary>
internal sealed class PostgresCheck : IHealthCheck, IWakeable
{
    private static readonly TimeSpan DisposeDeadline = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SoonAgain = TimeSpan.FromMilliseconds(50);

    // What is left of the time for a check, for the held connection to answer when a new one is not to be had.
    private const double ShareToConnect = 0.6;

    private readonly Server _server;
    private readonly CheckSettings _settings;
    private readonly Cluster _cluster;
    private readonly ReplicaJudge _judge;
    private readonly Complaints _complaints;
    private readonly TimeProvider _time;
    private Session? _session;

    /// <param name="realServer">The server, with its address.</param>
    /// <param name="server">How to connect to it; disposed of with this object.</param>
    /// <param name="settings">What is asked of it.</param>
    /// <param name="cluster">What is known of the other servers.</param>
    /// <param name="log">Where mistakes in the configuration are said.</param>
    /// <param name="time">The clock.</param>
    public PostgresCheck(
        RealServer realServer, Server server, CheckSettings settings, Cluster cluster, ILogger log, TimeProvider time)
    {
        _server = server;
        _settings = settings;
        _cluster = cluster;
        _judge = new ReplicaJudge(settings, cluster, realServer.Address!);
        _complaints = new Complaints(realServer.Host, log);
        _time = time;
        cluster.Fitness.Add(this, realServer.Address!);
    }

    public async ValueTask<HealthResult> CheckAsync(CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(_settings.Limit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        var isStandby = false;
        Failure? failure;
        HealthResult result = default;
        try
        {
            failure = await ConnectAsync(either.Token);
            if (failure?.Verdict != Verdict.Unhealthy)
            {
                var state = await AskAsync(either.Token);
                result = _judge.Judge(state, _session!.Role);
                isStandby = state.InRecovery;
            }
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
            failure = new Failure(Verdict.Failing, $"no answer within {_settings.Limit.TotalSeconds:0.###} s");
        }
        catch (Exception problem)
        {
            failure = FailureTable.Of(problem);
        }

        _complaints.About(failure);
        if (failure is not null && result.Status is HealthStatus.Unknown or HealthStatus.Healthy)
        {
            result = failure.ToResult();
        }

        // What is held by a server that is going down keeps it from going.
        if (_session is { IsUsable: false } || (result.Status == HealthStatus.Unhealthy && result.IsCertain))
        {
            _ = _session?.LetGo();
            _session = null;
        }

        _cluster.Checked(this, isStandby, result);
        return result;
    }

    public async ValueTask WaitForChangeAsync(CancellationToken cancellationToken)
    {
        if (_session is { } session)
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
        await _server.DisposeAsync();
        if (_session is { } session)
        {
            await session.LetGo().WaitAsync(DisposeDeadline, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Sees to it that there is a connection, and a new one where it is time for it. Answers why there is no new one when the one
    // that is held can be asked all the same.
    private async Task<Failure?> ConnectAsync(CancellationToken cancellationToken)
    {
        if (_session is not { IsUsable: true } held)
        {
            _session = await OpenAsync(null, cancellationToken);
            return null;
        }

        if (_time.GetElapsedTime(held.Opened) < _settings.ReconnectInterval)
        {
            return null;
        }

        using var share = new CancellationTokenSource(_settings.Limit * ShareToConnect, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, share.Token);
        try
        {
            _session = await OpenAsync(held, either.Token);
            _ = held.LetGo();
            return null;
        }
        catch (OperationCanceledException) when (share.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new Failure(
                Verdict.Failing, $"a new connection was not answered within {_settings.Limit.TotalSeconds * ShareToConnect:0.###} s");
        }
        catch (Exception problem) when (held.IsUsable && problem is not OperationCanceledException)
        {
            return FailureTable.Of(problem);
        }
    }

    // A connection that ends while it is being opened may do so because another one did, in a server that restarts its processes.
    private async Task<Session> OpenAsync(Session? held, CancellationToken cancellationToken)
    {
        try
        {
            return await _server.OpenAsync(held, cancellationToken);
        }
        catch (Exception problem) when (IsWorthAnother(problem))
        {
            return await _server.OpenAsync(held, cancellationToken);
        }
    }

    private async Task<ReplicaState> AskAsync(CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        while (true)
        {
            var asked = _cluster.Now;
            var state = await AskOnceAsync(cancellationToken);
            if (state is { InRecovery: false, Written: { } written, Timeline: { } timeline })
            {
                _cluster.SawPrimary(asked, timeline, written, _server.Name);
            }
            else if (state.Timeline is { } followed)
            {
                _cluster.SawTimeline(followed, _server.Name);
            }

            // Of a standby that keeps up, the next answer is past the first sample.
            if (!_judge.IsTooEarly(state) || _time.GetElapsedTime(started) > _settings.Limit / 3)
            {
                return state;
            }

            await Task.Delay(SoonAgain, _time, cancellationToken);
        }
    }

    private async Task<ReplicaState> AskOnceAsync(CancellationToken cancellationToken)
    {
        var query = ReplicaState.Query(_cluster.PrimaryPosition);
        IReadOnlyList<string?[]> rows;
        try
        {
            rows = await _session!.QueryAsync(query, cancellationToken);
        }
        catch (Exception problem) when (IsWorthAnother(problem))
        {
            _session = await OpenAsync(null, cancellationToken);
            rows = await _session.QueryAsync(query, cancellationToken);
        }

        return ReplicaState.Read(rows[0]);
    }

    private static bool IsWorthAnother(Exception problem) =>
        problem is not OperationCanceledException && FailureTable.Of(problem).Verdict is Verdict.Reconnect or Verdict.Repeat;
}
