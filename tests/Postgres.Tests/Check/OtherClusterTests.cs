using LvsPluggable.Postgres.Tests.Lab;

namespace LvsPluggable.Postgres.Tests.Check;

/// <summary>Servers that answer, and are of another database cluster.</summary>
[Collection(PostgresCollection.Name)]
public sealed class OtherClusterTests(ReplicationFixture servers)
{
    [SkippableFact]
    public async Task A_server_of_another_cluster_is_not_fit_once_the_source_knows_the_primarys_and_does_not_take_its_place()
    {
        await servers.StartAsync();
        var folder = Path.Combine(Directory.CreateDirectory(Path.Combine(Workspace.Instance.Folder, "others")).FullName, "primary");
        await Command.RunAsync(PostgresInstallation.Owning(Path.GetDirectoryName(folder)!));
        await Templates.InitialiseAsync(folder);
        await using var other = new PostgresServer("127.0.1.8", servers.Port, folder);
        await other.StartAsync();
        await other.ExecuteAsync("CREATE ROLE lvsdr LOGIN IN ROLE pg_monitor");
        var builder = new TestBuilder(
            ("postgres_source", $"host={servers.Primary.Address},127.0.1.8 port={servers.Port} dbname=postgres user=lvsdr sslmode=disable"),
            ("postgres_check", "dbname=postgres user=lvsdr sslmode=disable"),
            ("postgres_role", "any")).Configure();
        await using var check = builder.CheckOf(other);
        await using var own = builder.CheckOf(servers.Standby1);
        await using var source = builder.Source!();

        // Without a primary that the source believes in, nothing is checked; and of two it believes neither.
        await check.IsHealthyAsync();
        await IsUnknownAsync(source, "a primary of a cluster with the system identifier");
        await other.StopAsync(Signal.Interrupt);
        Assert.Equal(2, (await source.GetRealServersAsync(CancellationToken.None)).Count);
        await other.StartAsync();

        Checks.IsCertain(
            await check.AskAsync(),
            $"it belongs to another cluster: its system identifier is {await SystemAsync(other)}, and that of the primary "
                + $"{servers.Primary.Address}:{servers.Port} is {await SystemAsync(servers.Primary)}");
        await own.IsHealthyAsync();
        await servers.Primary.StopAsync(Signal.Interrupt);
        await IsUnknownAsync(source, "a primary of another cluster");
        await own.IsHealthyAsync();
    }

    private static Task<string> SystemAsync(PostgresServer server) =>
        server.QueryAsync<string>("SELECT system_identifier::text FROM pg_control_system()");

    private static async Task IsUnknownAsync(IRealServerSource source, string reason)
    {
        var problem = await Assert.ThrowsAsync<InvalidOperationException>(
            () => source.GetRealServersAsync(CancellationToken.None).AsTask());
        Assert.Contains(reason, problem.Message, StringComparison.Ordinal);
    }
}
