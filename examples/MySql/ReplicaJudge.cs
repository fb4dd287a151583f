using System.Globalization;
using LvsPluggable;

namespace MySql;

/// <summary>What a server's answers say of it as a replica.</summary>
internal static class ReplicaJudge
{
    /// <summary>Judges.</summary>
    /// <param name="isReadOnly">Whether its global <c>read_only</c> is on.</param>
    /// <param name="replication">The row of SHOW REPLICA STATUS; null where there is none.</param>
    /// <param name="maximumLag">How far behind it may be.</param>
    public static HealthResult Judge(bool isReadOnly, Row? replication, TimeSpan maximumLag)
    {
        if (replication is null)
        {
            return HealthResult.Unhealthy("is no replica");
        }

        if (!isReadOnly)
        {
            return HealthResult.Unhealthy("takes writes: read_only is off");
        }

        if (replication["Slave_SQL_Running", "Replica_SQL_Running"] != "Yes")
        {
            return HealthResult.Drain($"does not replay: {replication["Last_SQL_Error"] ?? "it was stopped"}");
        }

        // NULL while it has no connection to its primary: how far behind it is then, nobody knows. It is a doubt, and when all are in it, as without
        // a primary, the host lets them go on.
        return !long.TryParse(replication["Seconds_Behind_Master", "Seconds_Behind_Source"], CultureInfo.InvariantCulture, out var lag)
            ? HealthResult.Failing($"is not connected to its primary: {replication["Last_IO_Error"] ?? "it was stopped"}")
            : lag <= maximumLag.TotalSeconds ? HealthResult.Healthy($"{lag} s behind") : HealthResult.Drain($"{lag} s behind");
    }
}
