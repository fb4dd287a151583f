namespace LvsPluggable.Postgres.Tests.Lab;

/// <summary>A primary, two standbys of it, and on demand a standby of the first standby, on loopback addresses with one port.</summary>
public sealed class ReplicationFixture : IAsyncLifetime
{
    private static int _count;

    private readonly string _folder = Path.Combine(Workspace.Instance.Folder, $"cluster{Interlocked.Increment(ref _count)}");

    private bool _isUntouched;

    internal PostgresServer Primary { get; private set; } = null!;

    internal PostgresServer Standby1 { get; private set; } = null!;

    internal PostgresServer Standby2 { get; private set; } = null!;

    internal PostgresServer Cascading { get; private set; } = null!;

    internal int Port { get; private set; }

    private IEnumerable<PostgresServer> All => [Cascading, Standby1, Standby2, Primary];

    /// <summary>Does nothing: a test says first whether it can run, and then asks for the servers.</summary>
    public Task InitializeAsync() => Task.CompletedTask;

    /// <summary>Servers that a test only looks at, and leaves as it found them.</summary>
    internal Task LendAsync() => _isUntouched ? Task.CompletedTask : StartAsync(mayBeChanged: false);

    /// <summary>Servers that a test may do anything to.</summary>
    /// <param name="settings">Settings for their command lines.</param>
    internal Task StartAsync(params string[] settings) => StartAsync(mayBeChanged: true, settings);

    /// <summary>Starts the standby of the first standby.</summary>
    internal async Task StartCascadingAsync()
    {
        Cascading.Follow(Standby1);
        await Cascading.StartAsync();
        await StreamAsync(Standby1, 1);
    }

    /// <summary>Waits until so many standbys receive log from a server.</summary>
    internal static Task StreamAsync(PostgresServer server, long count) => Eventually.HoldsAsync(
        async () => await server.QueryAsync<long>("SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'") == count,
        $"{count} stream from {server.Address}");

    /// <summary>Waits until all servers have replayed what the primary has written.</summary>
    internal async Task CatchUpAsync(params PostgresServer[] servers)
    {
        var position = await Primary.QueryAsync<string>("SELECT pg_current_wal_lsn()::text");
        foreach (var server in servers)
        {
            await Eventually.HoldsAsync(
                () => server.QueryAsync<bool>($"SELECT pg_last_wal_replay_lsn() >= '{position}'"), $"{server.Address} is at {position}");
        }
    }

    public async Task DisposeAsync()
    {
        _isUntouched = false;
        if (Primary is not null)
        {
            foreach (var server in All)
            {
                await server.DisposeAsync();
            }

            Directory.Delete(_folder, recursive: true);
        }
    }

    private async Task StartAsync(bool mayBeChanged, params string[] settings)
    {
        PostgresInstallation.Require();
        await DisposeAsync();
        Directory.CreateDirectory(_folder);
        await Command.RunAsync("cp", "-a", "--reflink=auto", await Templates.FolderAsync() + "/.", _folder);
        Port = Ports.Free("127.0.1.1", "127.0.1.2", "127.0.1.3", "127.0.1.4");
        Primary = Server(1, Templates.Primary);
        Standby1 = Server(2, Templates.Standby1);
        Standby2 = Server(3, Templates.Standby2);
        Cascading = Server(4, Templates.Cascading);
        Standby1.Follow(Primary);
        Standby2.Follow(Primary);
        await Task.WhenAll(((PostgresServer[])[Primary, Standby1, Standby2]).Select(server => server.StartAsync(settings)));
        await StreamAsync(Primary, 2);
        _isUntouched = !mayBeChanged;
    }

    private PostgresServer Server(int number, string template) => new($"127.0.1.{number}", Port, Path.Combine(_folder, template));
}
