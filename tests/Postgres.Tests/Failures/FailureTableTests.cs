using System.Net;
using System.Net.Sockets;
using LvsPluggable.Postgres.Failures;
using LvsPluggable.Postgres.Tests.Lab;
using Npgsql;

namespace LvsPluggable.Postgres.Tests.Failures;

/// <summary>Every row of the table, with a server that is made to fail so.</summary>
[Collection(PostgresCollection.Name)]
public sealed class FailureTableTests(ReplicationFixture servers)
{
    /// <summary>Statements that fail, on the primary, with what each means.</summary>
    public static TheoryData<string, string, string> Statements => new()
    {
        { "57014", nameof(Verdict.Repeat), "SET statement_timeout = 10; SELECT pg_sleep(5)" },
        { "55000", nameof(Verdict.Repeat), "SELECT pg_is_wal_replay_paused()" },
        { "42501", nameof(Verdict.Misconfigured), "SET ROLE nobody; SELECT * FROM things" },
        { "42883", nameof(Verdict.Misconfigured), "SELECT pg_is_in_some_other_state()" },
        { "42P01", nameof(Verdict.Misconfigured), "SELECT * FROM pg_stat_wal_receiver_of_old" },
        { "0A000", nameof(Verdict.Misconfigured), "SELECT * FROM elsewhere.public.things" },
        {
            "53400", nameof(Verdict.Failing),
            "SET temp_file_limit = 1; SET work_mem = 64; SELECT count(*) FROM (SELECT n FROM generate_series(1, 200000) n ORDER BY -n) s"
        },
        { "58P01", nameof(Verdict.Failing), "SELECT pg_read_file('nowhere')" },
        { "XX000", nameof(Verdict.Failing), "DO $$ BEGIN RAISE 'as with a broken page' USING ERRCODE = 'XX000'; END $$" },
        { "40P01", nameof(Verdict.Repeat), "DO $$ BEGIN RAISE 'as in a deadlock with replay' USING ERRCODE = '40P01'; END $$" },
        { "57P01", nameof(Verdict.Reconnect), "SELECT pg_terminate_backend(pg_backend_pid())" },
        { "22012", nameof(Verdict.Unknown), "SELECT 1 / 0" },
        { "40001", nameof(Verdict.Repeat), "DO $$ BEGIN RAISE 'as in a conflict' USING ERRCODE = '40001'; END $$" },
        { "08000", nameof(Verdict.Reconnect), "DO $$ BEGIN RAISE 'as a pooler says it' USING ERRCODE = '08000'; END $$" },
    };

    [SkippableTheory]
    [MemberData(nameof(Statements))]
    public async Task A_statement_that_fails_means(string state, string verdict, string statement)
    {
        await servers.LendAsync();
        var problem = await Assert.ThrowsAsync<PostgresException>(() => servers.Primary.ExecuteAsync(statement));

        Assert.Equal((state, verdict), (problem.SqlState, FailureTable.Of(problem).Verdict.ToString()));
    }

    [SkippableTheory]
    [InlineData("nosuchrole", "postgres", "", "28000")]
    [InlineData("secured", "postgres", "wrong", "28P01")]
    [InlineData("lvsdr", "nosuchdatabase", "", "3D000")]
    public async Task A_login_that_is_refused_is_a_mistake_in_the_configuration(string user, string database, string password, string state)
    {
        await servers.LendAsync();

        var failure = FailureTable.Of(
            await OpenAsync(servers.Standby1.Address, servers.Port, $"Username={user};Database={database};Password={password}"));

        Assert.Equal(Verdict.Misconfigured, failure.Verdict);
        Assert.Contains(state, failure.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", failure.Words, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_password_that_is_missing_or_tls_that_the_server_has_not_is_a_mistake_in_the_configuration()
    {
        await servers.LendAsync();
        foreach (var settings in (string[])["Username=secured", "Username=lvsdr;SSL Mode=Require", "Username=lvsdr;SSL Mode=VerifyFull"])
        {
            Assert.Equal(Verdict.Misconfigured, FailureTable.Of(await OpenAsync(servers.Standby1.Address, servers.Port, settings)).Verdict);
        }
    }

    [SkippableFact]
    public async Task A_full_server_cannot_tell()
    {
        await servers.LendAsync();
        Assert.Equal(Verdict.Unknown, FailureTable.Of(await OpenAsync(servers.Standby1.Address, servers.Port, "Username=limited")).Verdict);

        var held = new List<NpgsqlConnection>();
        try
        {
            Exception? problem = null;
            while (problem is null && held.Count < 100)
            {
                try
                {
                    held.Add(await servers.Standby2.ConnectAsync());
                }
                catch (PostgresException full)
                {
                    problem = full;
                }
            }

            var failure = FailureTable.Of(problem!);
            Assert.Equal(Verdict.Unknown, failure.Verdict);
            Assert.Contains("53300", failure.Words, StringComparison.Ordinal);
        }
        finally
        {
            foreach (var connection in held)
            {
                await connection.DisposeAsync();
            }
        }
    }

    [SkippableFact]
    public async Task A_refused_connection_is_certain_and_a_host_or_port_that_swallows_it_counts()
    {
        await servers.LendAsync();
        Assert.Equal(Verdict.Unhealthy, FailureTable.Of(await OpenAsync("127.0.1.9", servers.Port, "Username=lvsdr")).Verdict);

        // The kernel accepts, nobody answers.
        using var silent = new TcpListener(IPAddress.Parse("127.0.1.9"), 0);
        silent.Start();
        var port = ((IPEndPoint)silent.LocalEndpoint).Port;
        Assert.Equal(Verdict.Failing, FailureTable.Of(await OpenAsync("127.0.1.9", port, "Username=lvsdr")).Verdict);

        // A full queue swallows what is sent to it, like a firewall.
        using var full = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        full.Bind(new IPEndPoint(IPAddress.Parse("127.0.1.9"), 0));
        full.Listen(0);
        using var filling = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await filling.ConnectAsync(full.LocalEndPoint!);
        port = ((IPEndPoint)full.LocalEndPoint!).Port;
        Assert.Equal(Verdict.Failing, FailureTable.Of(await OpenAsync("127.0.1.9", port, "Username=lvsdr")).Verdict);
    }

    [Theory]
    [InlineData(SocketError.ConnectionRefused, nameof(Verdict.Unhealthy))]
    [InlineData(SocketError.HostUnreachable, nameof(Verdict.Failing))]
    [InlineData(SocketError.HostDown, nameof(Verdict.Failing))]
    [InlineData(SocketError.ConnectionReset, nameof(Verdict.Reconnect))]
    [InlineData(SocketError.ConnectionAborted, nameof(Verdict.Reconnect))]
    [InlineData(SocketError.Shutdown, nameof(Verdict.Reconnect))]
    [InlineData(SocketError.TimedOut, nameof(Verdict.Failing))]
    [InlineData(SocketError.NetworkUnreachable, nameof(Verdict.Unknown))]
    [InlineData(SocketError.NetworkDown, nameof(Verdict.Unknown))]
    [InlineData(SocketError.AddressNotAvailable, nameof(Verdict.Unknown))]
    [InlineData(SocketError.TooManyOpenSockets, nameof(Verdict.Unknown))]
    [InlineData(SocketError.NoBufferSpaceAvailable, nameof(Verdict.Unknown))]
    [InlineData(SocketError.TryAgain, nameof(Verdict.Unknown))]
    [InlineData(SocketError.HostNotFound, nameof(Verdict.Misconfigured))]
    [InlineData(SocketError.NoData, nameof(Verdict.Misconfigured))]
    [InlineData(SocketError.AccessDenied, nameof(Verdict.Misconfigured))]
    [InlineData(SocketError.ProtocolNotSupported, nameof(Verdict.Failing))]
    public void A_connection_that_the_system_ends_means(SocketError error, string verdict) =>
        Assert.Equal(verdict, FailureTable.Of(new NpgsqlException("", new SocketException((int)error))).Verdict.ToString());

    [Theory]
    [InlineData(nameof(Verdict.Unknown), HealthStatus.Unknown, false)]
    [InlineData(nameof(Verdict.Misconfigured), HealthStatus.Unknown, false)]
    [InlineData(nameof(Verdict.Contradictory), HealthStatus.Unknown, false)]
    [InlineData(nameof(Verdict.Unhealthy), HealthStatus.Unhealthy, true)]
    [InlineData(nameof(Verdict.Failing), HealthStatus.Unhealthy, false)]
    [InlineData(nameof(Verdict.Reconnect), HealthStatus.Unhealthy, true)]
    [InlineData(nameof(Verdict.Repeat), HealthStatus.Unhealthy, false)]
    public void A_failure_that_remains_is(string verdict, HealthStatus status, bool isCertain)
    {
        var result = new Failure(Enum.Parse<Verdict>(verdict), "words").ToResult();

        Assert.Equal((status, isCertain), (result.Status, result.IsCertain));
    }

    [Fact]
    public void What_a_server_says_is_one_line_without_control_characters_and_bounded()
    {
        var said = "\u001b[2Jbad\r\nline \u202egnirts\u2028" + new string('x', 100_000);

        var words = FailureTable.Of(new PostgresException(said, "FATAL", "FATAL", "57P03")).Words;

        Assert.StartsWith("[2Jbad line gnirts xxx", words, StringComparison.Ordinal);
        Assert.Equal(501, words.Length);
    }

    [SkippableFact]
    public async Task A_connection_that_ends_before_it_begins_is_worth_another()
    {
        await servers.LendAsync();
        using var listener = new TcpListener(IPAddress.Parse("127.0.1.9"), 0);
        listener.Start();
        var opening = OpenAsync("127.0.1.9", ((IPEndPoint)listener.LocalEndpoint).Port, "Username=lvsdr");
        (await listener.AcceptSocketAsync()).Dispose();

        Assert.Equal(Verdict.Reconnect, FailureTable.Of(await opening).Verdict);
    }

    [SkippableFact]
    public async Task A_name_that_does_not_resolve_is_a_mistake_in_the_configuration()
    {
        await servers.LendAsync();
        Assert.Contains(
            FailureTable.Of(await OpenAsync("nowhere.invalid", servers.Port, "Username=lvsdr")).Verdict,
            (Verdict[])[Verdict.Misconfigured, Verdict.Unknown]);
    }

    [SkippableFact]
    public async Task A_server_that_is_starting_up_is_certainly_not_fit()
    {
        await servers.StartAsync();
        await servers.Standby1.StopAsync(Signal.Interrupt);
        servers.Standby1.Follow(null);
        servers.Standby1.Launch("hot_standby=off");
        Exception? problem = null;
        await Eventually.HoldsAsync(
            async () => FailureTable.Of(problem = await OpenAsync(servers.Standby1.Address, servers.Port, "Username=lvsdr")).Words
                .Contains("57P03", StringComparison.Ordinal),
            "it says 57P03");

        Assert.Equal(Verdict.Unhealthy, FailureTable.Of(problem!).Verdict);
    }

    [SkippableFact]
    public async Task Connections_that_the_server_ends_are_worth_another()
    {
        await servers.StartAsync("idle_session_timeout=200ms");
        await using var idle = await servers.Standby1.ConnectAsync();
        Assert.Equal(("57P05", Verdict.Reconnect), await EndOfAsync(idle));

        await using var crashed = await servers.Standby1.ConnectAsync();
        await using (var busy = new NpgsqlCommand("SET idle_session_timeout = 0", crashed))
        {
            await busy.ExecuteNonQueryAsync();
        }

        await using var other = await servers.Standby1.ConnectAsync();
        Signal.Send(other.ProcessID, Signal.Kill);
        Assert.Equal(("57P02", Verdict.Reconnect), await EndOfAsync(crashed));
    }

    [SkippableFact]
    public async Task A_conflict_with_replay_is_worth_a_repetition_and_a_database_that_is_dropped_a_correction()
    {
        await servers.StartAsync("max_standby_streaming_delay=0");
        await servers.Primary.ExecuteAsync("INSERT INTO things SELECT n FROM generate_series(1, 10) n");
        await servers.Primary.ExecuteAsync("CREATE DATABASE passing");
        await servers.CatchUpAsync(servers.Standby1);
        await using var reading = await servers.Standby1.ConnectAsync();
        await using var command = new NpgsqlCommand("SELECT pg_sleep(20) FROM things", reading);
        var running = Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());
        await Eventually.HoldsAsync(
            () => servers.Standby1.QueryAsync<bool>(
                "SELECT count(*) > 0 FROM pg_stat_activity WHERE query LIKE '%sleep(20) FROM%' AND wait_event = 'PgSleep'"),
            "it reads");
        await servers.Primary.ExecuteAsync("TRUNCATE things");
        var conflict = await running;
        Assert.Equal(("40001", Verdict.Repeat), (conflict.SqlState, FailureTable.Of(conflict).Verdict));

        await using var passing = new NpgsqlConnection(Settings(servers.Standby1.Address, servers.Port, "Username=lvsdr;Database=passing"));
        await passing.OpenAsync();
        await servers.Primary.ExecuteAsync("DROP DATABASE passing");
        Assert.Equal(("57P04", Verdict.Misconfigured), await EndOfAsync(passing));
    }

    private static async Task<(string State, Verdict Verdict)> EndOfAsync(NpgsqlConnection connection)
    {
        // The first words of an ending may be a notice.
        for (var word = 0; word < 2; word++)
        {
            try
            {
                var notice = "";
                connection.Notice += (_, said) => notice = said.Notice.SqlState;
                await connection.WaitAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(10));
                if (notice.Length > 0)
                {
                    return (notice, FailureTable.Of(new PostgresException("", "FATAL", "FATAL", notice)).Verdict);
                }
            }
            catch (PostgresException end)
            {
                return (end.SqlState, FailureTable.Of(end).Verdict);
            }
        }

        throw new InvalidOperationException("It did not end.");
    }

    private static async Task<Exception> OpenAsync(string host, int port, string more)
    {
        await using var connection = new NpgsqlConnection(Settings(host, port, more));
        return await Assert.ThrowsAnyAsync<Exception>(() => connection.OpenAsync());
    }

    private static string Settings(string host, int port, string more) =>
        $"Database=postgres;SSL Mode=Disable;Host={host};Port={port};Pooling=false;Timeout=2;GssEncryptionMode=Disable;{more}";
}
