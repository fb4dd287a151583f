using System.Globalization;
using LvsPluggable;
using MySqlConnector;

namespace MySql;

/// <summary>The replicas that are connected to the primary, which is the server that takes writes.</summary>
internal sealed class ReplicaSource(IReadOnlyList<string> primaries, int port, Login login) : IRealServerSource
{
    private readonly List<Session> _sessions = [.. primaries.Select(host => new Session(host, port, login))];

    public async ValueTask<IReadOnlyList<RealServer>> GetRealServersAsync(CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        foreach (var (host, session) in primaries.Zip(_sessions))
        {
            try
            {
                var server = (await session.AskAsync("SELECT @@global.read_only AS read_only, @@version AS version", cancellationToken))[0];
                if (server["read_only"] == "0")
                {
                    var isMariaDb = server["version"]?.Contains("MariaDB", StringComparison.OrdinalIgnoreCase) == true;
                    return ListOf(await session.AskAsync(isMariaDb ? "SHOW REPLICA HOSTS" : "SHOW REPLICAS", cancellationToken));
                }

                problems.Add($"{host} is read-only");
            }
            catch (MySqlException failure)
            {
                problems.Add($"{host}: {failure.Message}");
            }
        }

        throw new InvalidOperationException($"no primary answers ({string.Join("; ", problems)})");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var session in _sessions)
        {
            await session.DisposeAsync();
        }
    }

    // One that does not say its name in report_host cannot be listed; MariaDB does not even tell of it.
    private List<RealServer> ListOf(IReadOnlyList<Row> replicas) =>
    [
        .. replicas.Where(replica => replica["Host"] is not null).Select(replica => new RealServer
        {
            Host = replica["Host"]!,
            // A replica always says one: its own port, where it is not told another.
            Port = int.Parse(replica["Port"]!, CultureInfo.InvariantCulture) is var own && own == port ? 0 : own,
        }),
    ];
}
