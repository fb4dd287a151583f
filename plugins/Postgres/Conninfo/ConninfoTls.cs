using System.Security.Authentication;
using Npgsql;

namespace LvsPluggable.Postgres.Conninfo;

/// <summary>What a connection string asks of TLS and of GSS encryption.</summary>
internal sealed record ConninfoTls
{
    /// <summary>sslmode; <see cref="SslMode.Prefer"/>, as in libpq, when the connection string says nothing.</summary>
    public required SslMode Mode { get; init; }

    /// <summary>sslnegotiation.</summary>
    public required SslNegotiation Negotiation { get; init; }

    /// <summary>sslrootcert, a file; null when it is not given, and for <c>system</c>.</summary>
    public required string? RootCertificate { get; init; }

    /// <summary>Whether sslrootcert is <c>system</c>: the authorities that the machine trusts.</summary>
    public required bool UsesSystemRoots { get; init; }

    /// <summary>sslcert, a file; null when it is not given.</summary>
    public required string? Certificate { get; init; }

    /// <summary>sslkey, a file; null when it is not given.</summary>
    public required string? Key { get; init; }

    /// <summary>sslpassword, which opens the key; null when it is not given.</summary>
    public required string? KeyPassword { get; init; }

    /// <summary>Whether a certificate may be sent: false for sslcertmode <c>disable</c>.</summary>
    public required bool SendsCertificate { get; init; }

    /// <summary>
    /// The versions of TLS between ssl_min_protocol_version, 1.2 as in libpq when not given, and ssl_max_protocol_version.
    /// </summary>
    public required SslProtocols Protocols { get; init; }

    /// <summary>gssencmode; null when the connection string says nothing.</summary>
    public required GssEncryptionMode? GssEncryption { get; init; }
}
