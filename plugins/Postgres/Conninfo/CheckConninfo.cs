using Npgsql;

namespace LvsPluggable.Postgres.Conninfo;

/// <summary>
/// Reads the connection string of <c>postgres_check</c>, which has no host, since each real server's is filled in. What its
/// target_session_attrs asks for, <c>postgres_role</c> must ask for, too, see <see cref="ParameterRules"/>.
/// </summary>
internal static class CheckConninfo
{
    private static readonly string[] NamesOfHosts = ["host", "hostaddr"];

    /// <summary>Reads it.</summary>
    /// <param name="text">The connection string.</param>
    /// <exception cref="FormatException">It is wrong; the message has all mistakes, and no password.</exception>
    public static LibpqConninfo Parse(string text) => Parse(text, ClientEnvironment.Read());

    public static LibpqConninfo Parse(string text, ClientEnvironment environment) => LibpqConninfo.Parse(text, environment, Fit);

    private static LibpqConninfo Fit(LibpqConninfo conninfo, Mistakes mistakes)
    {
        var warnings = new List<string>();
        var given = NamesOfHosts.Where(keyword => conninfo.Values.GetValueOrDefault(keyword) is { Length: > 0 }).ToList();
        if (!given.All(conninfo.OfService.Contains))
        {
            mistakes.Add("host and hostaddr should be left out, as each real server's address is filled in");
        }
        else if (given.Count > 0)
        {
            // A service that psql's users have names the servers, and one for each of them would say nothing more.
            warnings.Add($"{string.Join(" and ", given)} of the service is ignored: each real server's address is filled in");
        }

        if (conninfo.ShufflesHosts)
        {
            warnings.Add("load_balance_hosts=random is ignored: each real server is the only host");
        }

        if (conninfo.TargetSession == TargetSessionAttributes.ReadWrite)
        {
            warnings.Add("target_session_attrs=read-write counts as primary: default_transaction_read_only is not looked at");
        }

        return conninfo with { Hosts = [Place(conninfo, warnings)], Warnings = [.. conninfo.Warnings, .. warnings] };
    }

    private static ConninfoHost Place(LibpqConninfo conninfo, List<string> warnings)
    {
        var ports = conninfo.Hosts.Select(host => host.Port).Distinct().ToList();
        if (ports.Count > 1)
        {
            warnings.Add("port is ignored: it has one for each host, and each real server's is filled in");
        }

        return new ConninfoHost { Port = ports is [var port] ? port : null };
    }
}
