using System.Globalization;
using LvsPluggable.Postgres.Failures;
using LvsPluggable.Postgres.Replication;

namespace LvsPluggable.Postgres.Source;

/// <summary>What a server that may be the primary says.</summary>
internal sealed record PrimaryAnswer
{
    private const int OwnColumns = 6;
    private const int Columns = OwnColumns + 6;

    private const int Pid = OwnColumns - 1;

    // Far more than anybody has, and few enough for the director to name and check.
    private const int MostRows = 10_000;

    private static readonly Version ReplyTimes = new(12, 0);

    /// <summary>Whether it is a standby.</summary>
    public required bool InRecovery { get; init; }

    /// <summary>Which server it is.</summary>
    public required ServerIdentity Identity { get; init; }

    /// <summary>Its timeline; 0 for a standby.</summary>
    public int Timeline { get; init; }

    /// <summary>Where its log ends; of no use for a standby.</summary>
    public LogPosition Written { get; init; }

    /// <summary>Those that receive log from it.</summary>
    public required IReadOnlyList<ReplicationRow> Rows { get; init; }

    /// <summary>The question: always at least one row, so that no standby, no primary and no privilege can be told apart.</summary>
    /// <param name="version">The server's version, 10 or later.</param>
    public static string Query(Version version) => $"""
        SELECT p.rec, CASE WHEN NOT p.rec THEN pg_current_wal_lsn() END,
         CASE WHEN NOT p.rec THEN ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::integer END,
         {ServerIdentity.Columns},
         s.pid, s.application_name, host(s.client_addr), s.state, s.sync_state,
         s.replay_lsn IS NOT NULL AND a.datid IS NULL,
         extract(epoch FROM {(version >= ReplyTimes ? "s.reply_time" : "s.backend_start")})::float8
        FROM (SELECT pg_is_in_recovery() AS rec) p
        LEFT JOIN (pg_stat_replication s LEFT JOIN pg_stat_activity a USING (pid)) ON true
        """;

    /// <summary>Reads the answer.</summary>
    /// <param name="rows">The rows, as COPY writes them.</param>
    /// <exception cref="InvalidDataException">It is no answer to the question.</exception>
    /// <exception cref="FailureException">There are more rows than can be taken in.</exception>
    public static PrimaryAnswer Read(IReadOnlyList<string?[]> rows)
    {
        if (rows.Count == 0 || rows.Any(row => row.Length != Columns))
        {
            throw new InvalidDataException("the server's answer is malformed");
        }

        if (rows.Count > MostRows)
        {
            throw new FailureException(Verdict.Unknown, $"more than {MostRows} receive log from it: that is more than are taken in");
        }

        return new PrimaryAnswer
        {
            InRecovery = rows[0][0] == "t",
            Written = rows[0][1] is { } position ? LogPosition.Parse(position) : default,
            Timeline = rows[0][2] is { } timeline ? int.Parse(timeline, CultureInfo.InvariantCulture) : 0,
            Identity = ServerIdentity.Read(rows[0][3], rows[0][4]),
            Rows = [.. rows.Where(row => row[Pid] is not null).Select(row => ReplicationRow.Read(row.AsSpan(OwnColumns)))],
        };
    }
}
