using System.Collections.Frozen;

namespace LvsPluggable.Postgres.Conninfo;

/// <summary>
/// Every keyword of libpq up to PostgreSQL 18 (PQconninfoOptions in src/interfaces/libpq/fe-connect.c; "Parameter Key Words" in the
/// manual's chapter on libpq), and what becomes of it.
/// </summary>
internal static class Keywords
{
    private static readonly string[] LikeSecrets = ["pass", "pwd", "secret"];

    /// <summary>All keywords by their name.</summary>
    public static FrozenDictionary<string, Keyword> All { get; } =
        Read().Concat(Refused()).Concat(Ignored()).ToFrozenDictionary(keyword => keyword.Name);

    /// <summary>Whether this is the name of a keyword whose value must never be shown.</summary>
    /// <param name="name">Any text.</param>
    public static bool IsSecret(string name) => All.TryGetValue(name, out var keyword) && keyword.IsSecret;

    /// <summary>Whether what this is the name of may be a password: such a keyword, or one that somebody took for it.</summary>
    /// <param name="name">Any text.</param>
    public static bool MayBeSecret(string name) => All.TryGetValue(name, out var keyword)
        ? keyword.IsSecret
        : Array.Exists(LikeSecrets, word => name.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<Keyword> Read()
    {
        string[] plain =
        [
            "host", "hostaddr", "port", "dbname", "user", "passfile", "connect_timeout", "application_name", "fallback_application_name",
            "options", "sslmode", "sslnegotiation", "sslcert", "sslkey", "sslcertmode", "sslrootcert", "ssl_min_protocol_version",
            "ssl_max_protocol_version", "gssencmode", "krbsrvname", "channel_binding", "require_auth", "keepalives", "keepalives_idle",
            "keepalives_interval", "target_session_attrs", "load_balance_hosts", "service", "servicefile",
        ];
        string[] secret = ["password", "sslpassword"];
        return plain.Select(name => new Keyword { Name = name, Use = KeywordUse.Read })
            .Concat(secret.Select(name => new Keyword { Name = name, Use = KeywordUse.Read, IsSecret = true }));
    }

    private static IEnumerable<Keyword> Refused() =>
    [
        Refuse("requirepeer", "cannot be checked; leave it out and name a socket folder that only the server's user can write to"),
        Refuse("sslcrl", "cannot be checked; leave it out if revoked certificates may be believed"),
        Refuse("sslcrldir", "cannot be checked; leave it out if revoked certificates may be believed"),
        Refuse("scram_client_key", "cannot be used; give a password") with { IsSecret = true },
        Refuse("scram_server_key", "cannot be used; give a password") with { IsSecret = true },
        Refuse("oauth_issuer", "cannot be used; give a password or a certificate"),
        Refuse("oauth_client_id", "cannot be used; give a password or a certificate"),
        Refuse("oauth_client_secret", "cannot be used; give a password or a certificate") with { IsSecret = true },
        Refuse("oauth_scope", "cannot be used; give a password or a certificate"),
        Refuse("replication", "asks for a connection that takes no queries; leave it out", "false", "off", "no", "0"),
        Refuse("min_protocol_version", "asks for a protocol newer than 3.0, which is the one spoken; leave it out", "3.0"),
    ];

    private static IEnumerable<Keyword> Ignored() =>
    [
        Ignore("client_encoding", "is ignored: answers are always read as UTF-8", "UTF8", "UTF-8", "UNICODE"),
        Ignore("keepalives_count", "is ignored: the kernel's net.ipv4.tcp_keepalive_probes applies"),
        Ignore("tcp_user_timeout", "is ignored: every call has a deadline of its own", "0"),
        Ignore("sslcompression", "is ignored: nothing is compressed", "0"),
        Ignore("sslsni", "is ignored: the server's name is always sent", "1"),
        Ignore("sslkeylogfile", "is ignored: keys are never written"),
        Ignore("gsslib", "is ignored: it has a meaning on Windows only"),
        Ignore("gssdelegation", "is ignored: credentials are never delegated", "0"),
        Ignore("max_protocol_version", "is ignored: protocol 3.0 is spoken, which every server takes", "3.0"),
    ];

    private static Keyword Refuse(string name, string reason, params string[] neutral) =>
        new() { Name = name, Use = KeywordUse.Refused, Reason = reason, Neutral = neutral };

    private static Keyword Ignore(string name, string reason, params string[] neutral) =>
        new() { Name = name, Use = KeywordUse.Ignored, Reason = reason, Neutral = neutral };
}
