using System.Net;
using System.Net.Sockets;
using LvsPluggable;
using StackExchange.Redis;

namespace Redis;

/// <summary>Asks a real server by INFO whether it is a replica, and how long it has heard nothing of its primary.</summary>
internal sealed class ReplicaCheck : IHealthCheck
{
    private readonly Connection _connection;
    private readonly EndPoint _server;
    private readonly TimeSpan _maximumSilence;

    public ReplicaCheck(RealServer server, int port, string? password, TimeSpan maximumSilence)
    {
        _server = new IPEndPoint(server.Address!, server.Port == 0 ? port : server.Port);
        _maximumSilence = maximumSilence;
        _connection = new Connection(new ConfigurationOptions
        {
            EndPoints = { _server },
            Password = password,
            TieBreaker = "",
            ConfigurationChannel = "",
            ConnectRetry = 1,
            // INFO counts as a command of administrators.
            AllowAdmin = true,
            // Questions that wait for a connection would be answered by what comes after it.
            BacklogPolicy = BacklogPolicy.FailFast,
        });
    }

    public async ValueTask<HealthResult> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            var opened = await _connection.OpenAsync(cancellationToken);
            var answer = await opened.GetServer(_server).InfoAsync().WaitAsync(cancellationToken);
            return ReplicaJudge.Judge(
                answer.SelectMany(section => section).ToDictionary(fact => fact.Key, fact => fact.Value, StringComparer.Ordinal), _maximumSilence);
        }
        catch (RedisServerException refusal)
        {
            // It lives and does not want to say: a password, rights.
            return HealthResult.Unknown(refusal.Message);
        }
        catch (RedisException problem)
        {
            // Whoever listens no more was ended; whoever does not answer may come back.
            return await IsRefusedAsync(cancellationToken) ? HealthResult.Unhealthy("refuses connections")
                : problem is RedisConnectionException { FailureType: ConnectionFailureType.AuthenticationFailure } ? HealthResult.Unknown(problem.Message)
                : HealthResult.Failing(problem.Message);
        }
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    // The library's exceptions do not tell.
    private async Task<bool> IsRefusedAsync(CancellationToken cancellationToken)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(_server, cancellationToken);
            return false;
        }
        catch (SocketException failure)
        {
            return failure.SocketErrorCode == SocketError.ConnectionRefused;
        }
    }
}
