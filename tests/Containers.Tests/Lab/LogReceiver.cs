using Npgsql.Replication;

namespace LvsPluggable.Containers.Tests.Lab;

/// <summary>
/// pg_receivewal beside a primary; where the container has none of the server's version, what it does: a physical walsender of its
/// name whose client replays nothing.
/// </summary>
internal sealed class LogReceiver : IAsyncDisposable
{
    public const string Name = "pg_receivewal";

    private readonly Node _primary;
    private readonly bool _isProgram;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _receiving;

    private LogReceiver(Node primary, bool isProgram)
    {
        _primary = primary;
        _isProgram = isProgram;
        _receiving = isProgram ? RunAsync() : ReceiveAsync();
    }

    public static async Task<LogReceiver> StartAsync(ReplicationCluster cluster) =>
        new(cluster.Primary, await BaseBackup.HasProgramAsync(cluster.Primary, Name, cluster.Major));

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        if (_isProgram)
        {
            await _primary.RunAsync("sh", "-c", "kill -INT \"$(cat /tmp/receiver)\"");
        }

        await _receiving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    // Not in the background of a shell: it would be a child of the postmaster then, which is alarmed when an unknown child ends.
    private Task RunAsync() => _primary.RunAsync(
        "sh",
        "-c",
        "mkdir -p /tmp/received && echo $$ >/tmp/receiver && exec pg_receivewal -h 127.0.0.1 -U postgres -D /tmp/received 2>/dev/null");

    private async Task ReceiveAsync()
    {
        await using var connection = new PhysicalReplicationConnection(
            $"Host={_primary.Address};Port={Node.Port};Username=postgres;SslMode=Disable;GssEncryptionMode=Disable;Application Name={Name}");
        await connection.Open(_stopping.Token);
        var system = await connection.IdentifySystem(_stopping.Token);
        await foreach (var _ in connection.StartReplication(system.XLogPos, _stopping.Token))
        {
            // What is received is let go of.
        }
    }
}
