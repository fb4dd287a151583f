using System.Globalization;
using LvsPluggable.Postgres.Replication;

namespace LvsPluggable.Postgres.Check;

/// <summary>What a server says of itself.</summary>
internal sealed record ReplicaState
{
    private const int Columns = 11;
    private const string Malformed = "the server's answer is malformed";

    /// <summary>Whether it is a standby.</summary>
    public required bool InRecovery { get; init; }

    /// <summary>
    /// How many bytes of log it has not replayed, of those that the primary, as far as it is known, or the server it follows had
    /// written; null for a primary, and when there is nothing to compare with.
    /// </summary>
    public long? LagBytes { get; init; }

    /// <summary>Whether its WAL receiver runs, that is, whether it is connected to the server that it follows.</summary>
    public bool HasReceiver { get; init; }

    /// <summary>What its WAL receiver does; null without one, and when the role may not see it.</summary>
    public string? ReceiverStatus { get; init; }

    /// <summary>Whether replay is paused.</summary>
    public bool IsPaused { get; init; }

    /// <summary>Up to where it has replayed the log; null for a primary.</summary>
    public LogPosition? Replayed { get; init; }

    /// <summary>Where its log ends; null for a standby.</summary>
    public LogPosition? Written { get; init; }

    /// <summary>The timeline that it is on, or that its WAL receiver receives; null when that is not known.</summary>
    public int? Timeline { get; init; }

    /// <summary>Which server it is.</summary>
    public required ServerIdentity Identity { get; init; }

    /// <summary>By how much it delays its replay on purpose, as it is set; null for a server that does not.</summary>
    public string? Delay { get; init; }

    /// <summary>
    /// The question, for PostgreSQL 10 and later. It is safe for a primary, too: functions that fail in recovery, or out of it,
    /// are only called where they do not.
    /// </summary>
    /// <param name="primary">Where the primary's log ended; null when that is not known.</param>
    public static string Query(LogPosition? primary) => $"""
        SELECT r.rec, CASE WHEN r.rec THEN greatest(pg_wal_lsn_diff(r.target, r.replayed), 0)::bigint END,
         r.receiver IS NOT NULL, r.status, CASE WHEN r.rec THEN pg_is_wal_replay_paused() END, CASE WHEN r.rec THEN r.replayed END,
         CASE WHEN NOT r.rec THEN pg_current_wal_lsn() END,
         CASE WHEN r.rec THEN r.tli ELSE ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::integer END,
         {ServerIdentity.Columns}, nullif(current_setting('recovery_min_apply_delay', true), '0')
        FROM (SELECT pg_is_in_recovery() AS rec, pg_last_wal_replay_lsn() AS replayed, w.pid AS receiver, w.status,
          w.received_tli AS tli,
          greatest({(primary is { } position ? $"'{position}'" : "NULL")}::pg_lsn, w.latest_end_lsn, pg_last_wal_receive_lsn()) AS target
         FROM (VALUES (1)) v LEFT JOIN pg_stat_wal_receiver w ON true) r
        """;

    /// <summary>Reads the answer.</summary>
    /// <param name="rows">The only row, as COPY writes it.</param>
    /// <exception cref="InvalidDataException">It is no answer to the question.</exception>
    public static ReplicaState Read(IReadOnlyList<string?[]> rows) =>
        rows is [{ Length: Columns } row] ? Read(row) : throw new InvalidDataException(Malformed);

    private static ReplicaState Read(string?[] row) => new()
    {
        InRecovery = row[0] == "t",
        LagBytes = row[1] is { } lag ? long.Parse(lag, CultureInfo.InvariantCulture) : null,
        HasReceiver = row[2] == "t",
        ReceiverStatus = row[3],
        IsPaused = row[4] == "t",
        Replayed = row[5] is { } replayed ? LogPosition.Parse(replayed) : null,
        Written = row[6] is { } written ? LogPosition.Parse(written) : null,
        Timeline = row[7] is { } timeline ? int.Parse(timeline, CultureInfo.InvariantCulture) : null,
        Identity = ServerIdentity.Read(row[8], row[9]),
        Delay = row[10],
    };
}
