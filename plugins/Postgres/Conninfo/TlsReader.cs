using System.Security.Authentication;
using Npgsql;

namespace LvsPluggable.Postgres.Conninfo;

/// <summary>Reads what a connection string asks of TLS, and finds what does not go together as libpq does.</summary>
internal sealed class TlsReader(ConninfoValues values, Mistakes mistakes, List<string> warnings)
{
    private static readonly (string Word, SslMode Meaning)[] Modes =
    [
        ("disable", SslMode.Disable), ("allow", SslMode.Allow), ("prefer", SslMode.Prefer), ("require", SslMode.Require),
        ("verify-ca", SslMode.VerifyCA), ("verify-full", SslMode.VerifyFull),
    ];

    private static readonly (string Word, int Meaning)[] Versions = [("TLSv1", 10), ("TLSv1.1", 11), ("TLSv1.2", 12), ("TLSv1.3", 13)];

    /// <summary>Reads it.</summary>
    public ConninfoTls Read()
    {
        var root = values.Text("sslrootcert");
        var system = root == "system";
        var mode = values.Word("sslmode", Modes) ?? (system ? SslMode.VerifyFull : SslMode.Prefer);
        var direct = values.Word("sslnegotiation", [("postgres", false), ("direct", true)]) ?? false;
        if (system && mode != SslMode.VerifyFull)
        {
            mistakes.Add(
                $"sslmode {mistakes.Show(values.Text("sslmode") ?? "")} does not go with sslrootcert=system, which also PGSSLROOTCERT can "
                + "say; it should be verify-full, as anybody can have a certificate of those authorities");
        }

        if (direct && mode is SslMode.Disable or SslMode.Allow or SslMode.Prefer)
        {
            mistakes.Add(
                $"sslnegotiation=direct does not go with sslmode={Array.Find(Modes, known => known.Meaning == mode).Word}; that should be "
                + "require, verify-ca or verify-full");
        }

        if (!system && root is not null && mode is SslMode.Disable or SslMode.Allow or SslMode.Prefer)
        {
            warnings.Add("sslrootcert is ignored: only sslmode require, verify-ca and verify-full verify the server's certificate");
        }

        return new ConninfoTls
        {
            Mode = mode,
            Negotiation = direct ? SslNegotiation.Direct : SslNegotiation.Postgres,
            RootCertificate = system ? null : root,
            UsesSystemRoots = system,
            Certificate = values.Text("sslcert"),
            Key = values.Text("sslkey"),
            KeyPassword = values.Text("sslpassword"),
            SendsCertificate = ReadCertificateMode(),
            Protocols = ReadProtocols(),
            GssEncryption = values.Word<GssEncryptionMode>(
                "gssencmode",
                [("disable", GssEncryptionMode.Disable), ("prefer", GssEncryptionMode.Prefer), ("require", GssEncryptionMode.Require)]),
        };
    }

    private bool ReadCertificateMode()
    {
        var mode = values.Word("sslcertmode", [("disable", 'd'), ("allow", 'a'), ("require", 'r')]);
        if (mode == 'r')
        {
            mistakes.Add("sslcertmode=require cannot be checked: that the server asked for a certificate is not known; leave it out");
        }

        return mode != 'd';
    }

    private SslProtocols ReadProtocols()
    {
        var least = ReadVersion("ssl_min_protocol_version") ?? 12;
        var greatest = ReadVersion("ssl_max_protocol_version") ?? 13;
        if (greatest < 12)
        {
            mistakes.Add(
                $"ssl_max_protocol_version {mistakes.Show(values.Text("ssl_max_protocol_version")!)} should be TLSv1.2 or TLSv1.3: older "
                + "versions are not spoken");
        }
        else if (least > greatest)
        {
            mistakes.Add(
                $"ssl_min_protocol_version {mistakes.Show(values.Text("ssl_min_protocol_version")!)} should not be above "
                + "ssl_max_protocol_version");
        }

        if (least < 12)
        {
            warnings.Add("ssl_min_protocol_version counts as TLSv1.2: older versions are not spoken");
        }

        var older = least <= 12;
        var newer = greatest >= 13;
        return (older ? SslProtocols.Tls12 : SslProtocols.None) | (newer ? SslProtocols.Tls13 : SslProtocols.None);
    }

    private int? ReadVersion(string keyword) =>
        values.Text(keyword) is null ? null : values.Word<int>(keyword, Versions, ignoreCase: true);
}
