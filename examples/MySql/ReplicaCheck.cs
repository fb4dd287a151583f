using System.Net.Sockets;
using LvsPluggable;
using MySqlConnector;

namespace MySql;

/// <summary>Asks a real server whether it is a replica that is read-only and keeps up.</summary>
internal sealed class ReplicaCheck(RealServer server, int port, Login login, TimeSpan maximumLag) : IHealthCheck
{
    private readonly int _port = server.Port == 0 ? port : server.Port;
    private readonly Session _session = new($"{server.Address}", server.Port == 0 ? port : server.Port, login);

    public async ValueTask<HealthResult> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            // Since MariaDB 10.5.1 and MySQL 8.0.22.
            var replication = await _session.AskAsync("SHOW REPLICA STATUS", cancellationToken);
            var isReadOnly = (await _session.AskAsync("SELECT @@global.read_only AS read_only", cancellationToken))[0]["read_only"] != "0";
            return ReplicaJudge.Judge(isReadOnly, replication.Count == 0 ? null : replication[0], maximumLag);
        }
        catch (MySqlException failure)
        {
            return failure switch
            {
                { ErrorCode: MySqlErrorCode.UnableToConnectToHost } when await IsRefusedAsync(cancellationToken) => HealthResult.Unhealthy("refuses connections"),
                // It lives, and the fault is in the parameters or in its grants.
                { SqlState: "28000" or "42000" } => HealthResult.Unknown(failure.Message),
                _ => HealthResult.Failing(failure.Message),
            };
        }
    }

    public ValueTask DisposeAsync() => _session.DisposeAsync();

    // The library's exception does not tell.
    private async Task<bool> IsRefusedAsync(CancellationToken cancellationToken)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(server.Address!, _port, cancellationToken);
            return false;
        }
        catch (SocketException failure)
        {
            return failure.SocketErrorCode == SocketError.ConnectionRefused;
        }
    }
}
