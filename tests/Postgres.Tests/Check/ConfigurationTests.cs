using System.Net;
using System.Net.Sockets;
using LvsPluggable.Postgres.Tests.Lab;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Postgres.Tests.Check;

/// <summary>What is not the server's fault, and that nobody's password is told.</summary>
[Collection(PostgresCollection.Name)]
public sealed class ConfigurationTests(ReplicationFixture servers)
{
    [SkippableTheory]
    [InlineData("dbname=postgres user=secured password=Falsch-2", "password authentication failed")]
    [InlineData("dbname=nosuchdatabase user=lvsdr", "3D000")]
    [InlineData("dbname=postgres user=nosuchrole", "28000")]
    [InlineData("dbname=postgres user=secured passfile=/nowhere/.pgpass", "/nowhere/.pgpass")]
    public async Task A_mistake_in_the_configuration_is_unknown_and_said_once_loudly(string conninfo, string reason)
    {
        await servers.LendAsync();
        var builder = new TestBuilder(("postgres_check", conninfo + " sslmode=disable")).Configure();
        await using var check = builder.CheckOf(servers.Standby1);

        for (var call = 0; call < 2; call++)
        {
            var result = await check.AskAsync();
            Checks.IsUnknown(result, reason);
            Assert.DoesNotContain("Falsch-2", result.Reason, StringComparison.Ordinal);
        }

        var (level, text) = Assert.Single(builder.Log);
        Assert.Equal(LogLevel.Error, level);
        Assert.Contains(reason, text, StringComparison.Ordinal);
        Assert.DoesNotContain("Falsch-2", text, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task The_password_file_is_read_and_refused_when_others_can_read_it()
    {
        await servers.LendAsync();
        var file = Path.Combine(Workspace.Instance.Folder, "password");
        await File.WriteAllTextAsync(file, "Geheim-1\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var builder = new TestBuilder(
            ("postgres_check", "dbname=postgres user=secured sslmode=disable"), ("postgres_password_file", file)).Configure();
        await using var check = builder.CheckOf(servers.Standby1);
        await check.IsHealthyAsync();

        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        await using var other = builder.CheckOf(servers.Standby2);
        Checks.IsUnknown(await other.AskAsync(), "chmod 0600");
    }

    [SkippableFact]
    public async Task A_full_server_keeps_its_state_and_what_its_held_connection_says_against_it_counts()
    {
        await servers.StartAsync();
        await using var check = Checks.Builder().CheckOf(servers.Standby1);
        await check.IsHealthyAsync();
        await servers.Primary.ExecuteAsync("ALTER ROLE lvsdr CONNECTION LIMIT 0");
        await servers.CatchUpAsync(servers.Standby1);

        var result = await Eventually.MeetsAsync(result => result.Status != HealthStatus.Healthy, check.AskAsync, "it is full");
        Checks.IsUnknown(result, "53300");

        await servers.Standby1.ExecuteAsync("SELECT pg_promote()");
        Checks.IsCertain(await check.AskAsync(), "it is a primary");
    }

    [SkippableFact]
    public async Task A_port_that_swallows_connections_counts_and_one_that_refuses_them_is_certain()
    {
        PostgresInstallation.Require();
        using var silent = new TcpListener(IPAddress.Parse("127.0.1.9"), 0);
        silent.Start();
        var endPoint = (IPEndPoint)silent.LocalEndpoint;
        var server = new RealServer { Host = "silent", Address = endPoint.Address, Port = endPoint.Port };
        var builder = Checks.Builder(("check_timeout", "500ms"));
        await using var check = builder.Check!(server);

        Checks.Counts(await check.AskAsync(), "no answer");
        Checks.Counts(await check.AskAsync(), "no answer");
        silent.Stop();

        Checks.IsCertain(await Eventually.MeetsAsync(result => result.IsCertain, check.AskAsync, "it is refused"), "refused");
    }

    [SkippableFact]
    public async Task The_port_of_the_connection_string_is_used_and_else_the_servers()
    {
        await servers.LendAsync();
        var server = new RealServer { Host = "db", Address = IPAddress.Parse(servers.Standby1.Address), Port = 1 };
        var builder = new TestBuilder(
            ("postgres_check", $"port={servers.Port} dbname=postgres user=lvsdr sslmode=disable")).Configure();
        await using var check = builder.Check!(server);

        await check.IsHealthyAsync();
        Assert.Equal(1, await servers.Standby1.QueryAsync<long>("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'lvsdr'"));
    }

    [SkippableTheory]
    [InlineData("primary", HealthStatus.Healthy, HealthStatus.Unhealthy)]
    [InlineData("standby", HealthStatus.Unhealthy, HealthStatus.Healthy)]
    [InlineData("any", HealthStatus.Healthy, HealthStatus.Healthy)]
    public async Task The_role_decides(string role, HealthStatus ofPrimary, HealthStatus ofStandby)
    {
        await servers.LendAsync();
        var builder = Checks.Builder(("postgres_role", role));
        await using var primary = builder.CheckOf(servers.Primary);
        await using var standby = builder.CheckOf(servers.Standby1);

        Assert.Equal((ofPrimary, ofStandby), ((await primary.AskAsync()).Status, (await standby.AskAsync()).Status));
    }

    [SkippableFact]
    public async Task Of_two_primaries_the_one_on_the_older_timeline_is_not_fit()
    {
        await servers.StartAsync();
        var builder = Checks.Builder(("postgres_role", "primary"));
        await using var former = builder.CheckOf(servers.Primary);
        await using var present = builder.CheckOf(servers.Standby1);
        await former.IsHealthyAsync();
        await servers.Standby1.ExecuteAsync("SELECT pg_promote()");

        await present.IsHealthyAsync();
        Checks.IsCertain(await former.AskAsync(), "former primary: on timeline 1");
    }

    [SkippableFact]
    public async Task A_connection_that_is_over_tls_can_be_waited_on_and_asked_again_and_again()
    {
        await servers.StartAsync();
        var authority = await servers.Standby1.RestartWithTlsAsync("standby1");
        var builder = new TestBuilder(
            ("postgres_check", $"dbname=postgres user=lvsdr sslmode=verify-full sslrootcert={authority}")).Configure();
        var address = IPAddress.Parse(servers.Standby1.Address);
        await using var check = builder.Check!(new RealServer { Host = "standby1", Address = address, Port = servers.Port });
        await using var misnamed = builder.Check!(new RealServer { Host = "standby2", Address = address, Port = servers.Port });

        for (var call = 0; call < 20; call++)
        {
            await check.IsHealthyAsync();
            using var interval = new CancellationTokenSource(TimeSpan.FromMilliseconds(10));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(
                () => ((IWakeable)check).WaitForChangeAsync(interval.Token).AsTask());
        }

        Assert.Equal(
            1,
            await servers.Standby1.QueryAsync<long>(
                "SELECT count(*) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE ssl AND application_name = 'lvsdr'"));
        Checks.IsUnknown(await misnamed.AskAsync(), "configuration");
        Signal.Send(servers.Standby1.ProcessId, Signal.Kill);
        Checks.IsCertain(await check.WakeAsync(), "refused");
    }
}
