using Npgsql;

namespace LvsPluggable.Postgres.Conninfo;

/// <summary>
/// Reads the connection string of <c>postgres_source</c>. All its hosts are asked at once, and the primary is the one to be used: as
/// target_session_attrs <c>primary</c> and <c>read-write</c> mean it.
/// </summary>
internal static class SourceConninfo
{
    /// <summary>Reads it.</summary>
    /// <param name="text">The connection string.</param>
    /// <exception cref="FormatException">It is wrong; the message has all mistakes, and no password.</exception>
    public static LibpqConninfo Parse(string text) => Parse(text, ClientEnvironment.Read());

    public static LibpqConninfo Parse(string text, ClientEnvironment environment) => LibpqConninfo.Parse(text, environment, Fit);

    private static LibpqConninfo Fit(LibpqConninfo conninfo, Mistakes mistakes)
    {
        var warnings = new List<string>();
        if (conninfo.TargetSession is TargetSessionAttributes.ReadOnly or TargetSessionAttributes.Standby)
        {
            mistakes.Add($"target_session_attrs={conninfo.Values["target_session_attrs"]} excludes the primary, which is what lists the "
                + "standbys; it should be primary, or be left out");
        }
        else if (conninfo.TargetSession == TargetSessionAttributes.PreferStandby)
        {
            warnings.Add("target_session_attrs=prefer-standby is ignored: the primary lists the standbys");
        }

        if (conninfo.ShufflesHosts)
        {
            warnings.Add("load_balance_hosts=random is ignored: all hosts are asked at once");
        }

        return conninfo with { Warnings = [.. conninfo.Warnings, .. warnings] };
    }
}
