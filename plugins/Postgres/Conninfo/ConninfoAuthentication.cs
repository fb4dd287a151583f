using Npgsql;

namespace LvsPluggable.Postgres.Conninfo;

/// <summary>Which methods of authentication a connection string allows, and when.</summary>
internal sealed record ConninfoAuthentication
{
    private const string Password = "Password";
    private const string Scram = "ScramSHA256";

    /// <summary>The methods that require_auth leaves, in Npgsql's words; all where it is not given.</summary>
    public required IReadOnlyList<string> Methods { get; init; }

    /// <summary>Whether require_auth names <c>password</c>, so that a password may be sent in clear text without TLS.</summary>
    public required bool NamesPassword { get; init; }

    /// <summary>channel_binding.</summary>
    public required ChannelBinding ChannelBinding { get; init; }

    /// <summary>Whether a login as channel_binding demands it is among the methods.</summary>
    public bool CanBind => ChannelBinding != ChannelBinding.Require || Methods.Contains(Scram);

    /// <summary>
    /// The methods for a connection. With channel_binding <c>require</c> it is SCRAM alone, since no other method binds, and Npgsql
    /// looks at channel_binding only once a server has asked for SCRAM. Without TLS it is never a password in clear text, which any
    /// server could ask for, and any listener read, unless require_auth names it.
    /// </summary>
    /// <remarks>
    /// Npgsql takes the methods before it knows whether a server has TLS, and asks for the password without saying what for. So where
    /// sslmode is <c>allow</c> or <c>prefer</c>, a server that asks for clear text gets none over TLS either: sslmode <c>require</c>
    /// it must be, as Npgsql tries a login that failed over TLS once more without.
    /// </remarks>
    /// <param name="hasTls">Whether the connection has TLS for certain.</param>
    public string MethodsFor(bool hasTls) => ChannelBinding == ChannelBinding.Require
        ? Scram
        : string.Join(',', Methods.Where(method => method != Password || hasTls || NamesPassword));
}
