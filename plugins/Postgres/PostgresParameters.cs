using LvsPluggable.Postgres.Check;
using LvsPluggable.Postgres.Conninfo;
using LvsPluggable.Postgres.Source;

namespace LvsPluggable.Postgres;

/// <summary>The plugin's parameters.</summary>
internal static class PostgresParameters
{
    public static Parameter<LibpqConninfo> Source { get; } = new()
    {
        Name = "postgres_source",
        ShortDescription = "Connection string of the PostgreSQL primary",
        LongDescription = "A connection string of libpq, as for psql, of the primary, for a role that is a member of pg_monitor. The "
            + "standbys that receive log from it are the real servers. With several hosts, the one that is the primary is found, also "
            + "after a failover. While no primary can be asked the last list stays in use. A service of pg_service.conf can stand for "
            + "any of it; the file is read when the parameters are. A password in clear text is sent over TLS alone, with sslmode "
            + "require, verify-ca or verify-full; require_auth=password overrides that. scram-sha-256 with verify-full is best.",
        Parse = SourceConninfo.Parse,
        Expected = "a connection string such as \"host=db1,db2 dbname=postgres user=lvsdr\"",
        Secret = true,
        MessagesAreSafe = true,
    };

    public static Parameter<HostNaming> ServerName { get; } = new()
    {
        Name = "postgres_server_name",
        ShortDescription = "What names a standby",
        LongDescription = "application_name: the name that the standby's WAL receiver gives itself (cluster_name or application_name in "
            + "primary_conninfo), and its address where that name is no host's. client_addr: the address that it connects from.",
        Default = "application_name",
    };

    public static Parameter<IReadOnlySet<string>> SyncState { get; } = new()
    {
        Name = "postgres_sync_states",
        ShortDescription = "Which standbys are real servers, by sync_state",
        LongDescription = "Only standbys with one of these values of sync_state in pg_stat_replication are real servers.",
        Default = "async,potential,sync,quorum",
        Parse = SyncStates.Parse,
        Expected = "one or more of async, potential, sync, quorum",
    };

    public static Parameter<LibpqConninfo> Check { get; } = new()
    {
        Name = "postgres_check",
        ShortDescription = "Connection string to check real servers with",
        LongDescription = "A connection string of libpq without a host: each real server's is filled in, and its port where the "
            + "connection string has none. A service may be named as in postgres_source; its host is not used. target_session_attrs must "
            + "go with postgres_role. A real server is fit when it can be connected to, answers in time, and has the role that "
            + "postgres_role says.",
        Parse = CheckConninfo.Parse,
        Expected = "a connection string without a host, such as \"dbname=postgres user=lvsdr\"",
        Secret = true,
        MessagesAreSafe = true,
    };

    public static Parameter<ServerRole> Role { get; } = new()
    {
        Name = "postgres_role",
        ShortDescription = "Which servers are fit",
        LongDescription = "standby: those that follow another server, for reads. primary: the one that can be written to. any: both.",
        Default = "standby",
    };

    public static Parameter<long> MaxLagBytes { get; } = new()
    {
        Name = "postgres_max_lag_bytes",
        ShortDescription = "By how many bytes a standby may be behind",
        LongDescription = "A standby that has not replayed more bytes of the primary's log than this drains: it gets weight 0 and keeps "
            + "its connections. It comes back below half of it. Needs a primary to compare with, which postgres_source names. Not set: "
            + "no limit.",
        Minimum = 1L,
    };

    public static Parameter<TimeSpan> MaxLag { get; } = new()
    {
        Name = "postgres_max_lag",
        ShortDescription = "By how much time a standby may be behind",
        LongDescription = "A standby that shows the primary's data as of longer ago than this drains: it gets weight 0 and keeps its "
            + "connections. It comes back below half of it. Needs a primary to compare with, which postgres_source names; the standby's "
            + "clock does not matter. Not set: no limit.",
        Minimum = TimeSpan.FromMilliseconds(500),
    };

    public static Parameter<bool> RequireStreaming { get; } = new()
    {
        Name = "postgres_require_streaming",
        ShortDescription = "Whether a standby must be connected to the server that it follows",
        LongDescription = "A standby whose WAL receiver is not streaming drains: it gets weight 0 and keeps its connections. The role of "
            + "postgres_check must be a member of pg_monitor.",
        Default = "false",
    };

    public static Parameter<bool> WeightByLag { get; } = new()
    {
        Name = "postgres_weight_by_lag",
        ShortDescription = "Whether standbys that are behind get less weight",
        LongDescription = "The weight of a standby falls from all of it, up to a quarter of the lag that postgres_max_lag or "
            + "postgres_max_lag_bytes allows, to a tenth of it at the limit. It changes nothing where weights are 1 or the scheduler knows "
            + "none: it needs weights such as default_weight=100 and a scheduler such as wrr, wlc or sed.",
        Default = "false",
    };

    public static Parameter<TimeSpan> ReconnectInterval { get; } = new()
    {
        Name = "postgres_reconnect_interval",
        ShortDescription = "How often to check on a new connection",
        LongDescription = "A server is checked on a connection that is held, whose end is noticed at once. After this time a new one "
            + "must prove that clients can connect, too; that finds a server that is shutting down, and a primary that has moved. Not "
            + "set: at every check, or more seldom where connecting takes long; for postgres_source every 10 seconds.",
        Minimum = TimeSpan.FromMilliseconds(500),
    };

    public static Parameter<string> PasswordFile { get; } = new()
    {
        Name = "postgres_password_file",
        ShortDescription = "File with the password for PostgreSQL",
        LongDescription = "A file whose first line is the password for postgres_source and postgres_check, and which only its owner may "
            + "read. It is read at every login. Connection strings may name a passfile instead, and ~/.pgpass works as for psql.",
        Parse = text => Path.IsPathFullyQualified(text) ? text : throw new FormatException("should be an absolute path"),
        Expected = "an absolute path",
    };

    public static Parameter<bool> FallbackToPrimary { get; } = new()
    {
        Name = "postgres_fallback_to_primary",
        ShortDescription = "Whether the primary serves reads when no standby can",
        LongDescription = "While no standby is fit the primary that postgres_source found is a real server. When a standby has been fit "
            + "for a while it drains: it gets weight 0 and keeps its connections until they end or drain_timeout is over.",
        Default = "false",
    };

    public static Parameter<bool> Cascade { get; } = new()
    {
        Name = "postgres_cascade",
        ShortDescription = "Whether standbys of standbys are real servers, too",
        LongDescription = "Downstream standbys are followed through the pg_stat_replication of the standby that each receives log from. "
            + "The role of postgres_source must be able to log in there, too, and be a member of pg_monitor.",
        Default = "false",
    };

    public static Parameter<bool> TrustNames { get; } = new()
    {
        Name = "postgres_trust_names",
        ShortDescription = "Whether a standby's name counts when its address is another",
        LongDescription = "A standby whose name resolves to another address than its client_addr is used, since replication may have a "
            + "network of its own; false refuses it.",
        Default = "true",
    };

    public static IReadOnlyList<Parameter> All { get; } =
    [
        Source, ServerName, SyncState, Check, Role, MaxLagBytes, MaxLag, RequireStreaming, WeightByLag, ReconnectInterval, PasswordFile,
        FallbackToPrimary, Cascade, TrustNames,
    ];
}
