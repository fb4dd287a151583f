using LvsPluggable.Containers.Tests.Lab;
using LvsPluggable.Postgres.Tests.Check;
using LvsPluggable.Postgres.Tests.Lab;

namespace LvsPluggable.Containers.Tests;

/// <summary>Passwords by SCRAM, over TLS with an authority of one's own.</summary>
[Collection(ContainersCollection.Name)]
public sealed class TlsTests(Clusters clusters)
{
    [SkippableTheory]
    [EveryMajor]
    public async Task With_verify_full_and_scram_the_standbys_are_listed_and_checked(int major)
    {
        var cluster = await clusters.OfAsync(major);
        var builder = Builder(cluster, ReplicationCluster.Password);

        await using var source = builder.Source!();
        var listed = await source.GetRealServersAsync(CancellationToken.None);
        Assert.Equal(Plugin.Sorted(cluster.Standby1, cluster.Standby2), listed.Hosts());
        await using var check = builder.CheckOf(cluster.Standby1);
        await check.IsHealthyAsync();

        foreach (var node in (Node[])[cluster.Primary, cluster.Standby1])
        {
            Assert.True(await node.QueryAsync<bool>(
                "SELECT count(*) > 0 AND bool_and(ssl) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE usename = 'secured'"));
        }

        Assert.StartsWith(
            "SCRAM-SHA-256$",
            await cluster.Primary.QueryAsync<string>("SELECT rolpassword FROM pg_authid WHERE rolname = 'secured'"),
            StringComparison.Ordinal);
    }

    [SkippableTheory]
    [EveryMajor]
    public async Task A_certificate_for_another_name_a_wrong_password_and_a_connection_without_tls_are_mistakes_of_the_configuration(
        int major)
    {
        var cluster = await clusters.OfAsync(major);
        await using var misnamed = Builder(cluster, ReplicationCluster.Password).Check!(cluster.Standby1.RealServer with { Host = "elsewhere" });
        Checks.IsUnknown(await misnamed.AskAsync(), "configuration");

        await using var mistaken = Builder(cluster, "Falsch-2").CheckOf(cluster.Standby1);
        Checks.IsUnknown(await mistaken.AskAsync(), "password authentication failed");

        await using var open = new TestBuilder(
            ("postgres_check", $"dbname=postgres user=secured password={ReplicationCluster.Password} sslmode=disable"))
            .Configure().CheckOf(cluster.Standby1);
        Checks.IsUnknown(await open.AskAsync(), "28000");
    }

    private static TestBuilder Builder(ReplicationCluster cluster, string password)
    {
        var how = $"dbname=postgres user=secured password={password} sslmode=verify-full sslrootcert={cluster.Authority.File} "
            + "require_auth=scram-sha-256";
        return new TestBuilder(
            ("postgres_source", $"host=primary hostaddr={cluster.Primary.Address} {how}"), ("postgres_check", how)).Configure();
    }
}
