using Npgsql;

namespace LvsPluggable.Postgres.Conninfo;

/// <summary>Says in the words of Npgsql what a connection string of libpq asks for, for one of its servers.</summary>
internal static class NpgsqlMapping
{
    /// <summary>The application_name of connections whose connection string has none.</summary>
    public const string ApplicationName = "lvsdr";

    // tcp(7): Npgsql can set both or neither, so the one that is not given gets the kernel's default.
    private static readonly TimeSpan DefaultKeepAliveIdle = TimeSpan.FromSeconds(7200);
    private static readonly TimeSpan DefaultKeepAliveInterval = TimeSpan.FromSeconds(75);

    // NpgsqlConnectionStringBuilder.Timeout takes no more seconds.
    private const int LongestTimeout = 1024;

    /// <summary>The settings for a connection, all but the password that is not in the connection string.</summary>
    /// <remarks>
    /// <para>
    /// sslmode <c>prefer</c>, libpq's default, keeps its meaning: where TLS was spoken and the login failed, Npgsql tries once more
    /// without, as libpq does, so that a wrong password is two connections. Any other sslmode but <c>allow</c> makes it one.
    /// gssencmode is <c>disable</c> unless the connection string asks for it: its default in Npgsql, <c>prefer</c>, would make any
    /// failure one more connection, with or without Kerberos.
    /// </para>
    /// <para>
    /// sslmode <c>require</c> verifies the certificate, as in libpq, when there is an authority to verify it by: sslrootcert,
    /// PGSSLROOTCERT or <c>~/.postgresql/root.crt</c>. A Unix socket has no TLS, as in libpq.
    /// </para>
    /// </remarks>
    /// <param name="conninfo">The connection string.</param>
    /// <param name="host">The server: one of the connection string's, or another.</param>
    /// <param name="environment">The environment.</param>
    /// <exception cref="ArgumentException">The server has no name and no address.</exception>
    public static NpgsqlConnectionStringBuilder ToNpgsql(
        this LibpqConninfo conninfo, ConninfoHost host, ClientEnvironment environment)
    {
        if (!host.IsNamed)
        {
            throw new ArgumentException("There is no server to connect to.", nameof(host));
        }

        var user = conninfo.User ?? environment.User;
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = host.Address?.ToString() ?? host.Name,
            Port = host.EffectivePort,
            Database = conninfo.Database ?? user,
            Username = user,
            Password = conninfo.Password,
            ApplicationName = conninfo.ApplicationName ?? ApplicationName,
            ClientEncoding = "UTF8",
            Options = conninfo.Options,
            Timeout = (int)Math.Min(LongestTimeout, conninfo.ConnectTimeout?.TotalSeconds ?? 0),
            ChannelBinding = conninfo.Authentication.ChannelBinding,
            GssEncryptionMode = conninfo.Tls.GssEncryption ?? GssEncryptionMode.Disable,
            Pooling = false,
        };
        if (conninfo.KerberosServiceName is { } service)
        {
            settings.KerberosServiceName = service;
        }

        SetTls(settings, conninfo.Tls, host, environment);
        settings.RequireAuth = conninfo.Authentication.MethodsFor(
            hasTls: settings.SslMode is SslMode.Require or SslMode.VerifyCA or SslMode.VerifyFull);
        SetKeepAlive(settings, conninfo.KeepAlive);
        return settings;
    }

    private static void SetTls(
        NpgsqlConnectionStringBuilder settings, ConninfoTls tls, ConninfoHost host, ClientEnvironment environment)
    {
        settings.SslNegotiation = host.IsSocket ? SslNegotiation.Postgres : tls.Negotiation;
        if (host.IsSocket)
        {
            settings.SslMode = SslMode.Disable;
            return;
        }

        var defaultRoot = environment.Home is { } home ? Path.Combine(home, ".postgresql", "root.crt") : null;
        var root = tls.RootCertificate;
        settings.SslMode = tls.Mode == SslMode.Require && (root is not null || File.Exists(defaultRoot)) ? SslMode.VerifyCA : tls.Mode;
        if (settings.SslMode is SslMode.VerifyCA or SslMode.VerifyFull && !tls.UsesSystemRoots)
        {
            // Without a file Npgsql would believe every authority that the machine trusts, where libpq refuses to connect.
            settings.RootCertificate = root ?? defaultRoot
                ?? throw new InvalidOperationException("there is no home folder that could have .postgresql/root.crt; give sslrootcert");
        }

        settings.SslCertificate = tls.Certificate;
        settings.SslKey = tls.Key;
        settings.SslPassword = tls.KeyPassword;
    }

    private static void SetKeepAlive(NpgsqlConnectionStringBuilder settings, ConninfoKeepAlive keepAlive)
    {
        settings.TcpKeepAlive = keepAlive.IsOn;
        if (keepAlive.IsOn && (keepAlive.Idle is not null || keepAlive.Interval is not null))
        {
            settings.TcpKeepAliveTime = (int)(keepAlive.Idle ?? DefaultKeepAliveIdle).TotalSeconds;
            settings.TcpKeepAliveInterval = (int)(keepAlive.Interval ?? DefaultKeepAliveInterval).TotalSeconds;
        }
    }
}
