using LvsPluggable.Postgres.Tests.Lab;

namespace LvsPluggable.Containers.Tests.Lab;

/// <summary>The plugin, configured for a cluster.</summary>
internal static class Plugin
{
    /// <summary>A source and a check for a role that may see everything.</summary>
    public static TestBuilder For(ReplicationCluster cluster, params (string Name, string Text)[] more) =>
        As("lvsdr", cluster, more);

    /// <summary>A source and a check for a role.</summary>
    public static TestBuilder As(string role, ReplicationCluster cluster, params (string Name, string Text)[] more) =>
        Unconfigured(TimeProvider.System, role, cluster, more).Configure();

    /// <summary>The same with a clock of one's own.</summary>
    public static TestBuilder For(TimeProvider time, ReplicationCluster cluster) => Unconfigured(time, "lvsdr", cluster).Configure();

    public static IHealthCheck CheckOf(this TestBuilder builder, Node node) => builder.Check!(node.RealServer);

    /// <summary>Waits until a source lists servers, and no others, by their addresses.</summary>
    public static Task ListsAsync(this RunningSource source, params Node[] nodes) => source.ListsAsync(Sorted(nodes));

    /// <summary>The addresses of servers, in the order of a list.</summary>
    public static string[] Sorted(params Node[] nodes) =>
        [.. nodes.Select(node => node.Address).Order(StringComparer.Ordinal)];

    public static async Task<IReadOnlyList<RealServer>> ListAsync(this TestBuilder builder)
    {
        await using var source = builder.Source!();
        return await source.GetRealServersAsync(CancellationToken.None);
    }

    public static IEnumerable<string> Hosts(this IEnumerable<RealServer> listed) => listed.Select(server => server.Host);

    private static TestBuilder Unconfigured(
        TimeProvider time, string role, ReplicationCluster cluster, params (string Name, string Text)[] more) => new(
        [
            ("postgres_source", $"host={cluster.Primary.Address} dbname=postgres user={role} sslmode=disable"),
            ("postgres_check", $"dbname=postgres user={role} sslmode=disable"),
            .. more,
        ])
        {
            Time = time,
        };
}
