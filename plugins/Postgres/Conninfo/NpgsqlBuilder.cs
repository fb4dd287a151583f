using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Npgsql;

namespace LvsPluggable.Postgres.Conninfo;

/// <summary>Makes connections that do what a connection string of libpq asks for, unpooled and without loading types.</summary>
internal static class NpgsqlBuilder
{
    /// <summary>
    /// A builder of the connections to one server. It is given no logger factory on purpose: Npgsql's log would show the
    /// connection string with the password of the certificate's key.
    /// </summary>
    /// <param name="conninfo">The connection string.</param>
    /// <param name="host">The server: one of the connection string's, or another.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="passwordFile">A file with the password, see <see cref="PasswordFile"/>; null for none.</param>
    /// <exception cref="ArgumentException">The server has no name and no address.</exception>
    /// <exception cref="FormatException">There is a password file next to a password in the connection string.</exception>
    public static NpgsqlSlimDataSourceBuilder Create(
        LibpqConninfo conninfo, ConninfoHost host, ClientEnvironment environment, string? passwordFile = null)
    {
        if (conninfo.Password is not null && passwordFile is not null)
        {
            throw new FormatException("the password should be in the connection string or in a file, and it is in both");
        }

        var settings = conninfo.ToNpgsql(host, environment);
        var builder = new NpgsqlSlimDataSourceBuilder(settings.ConnectionString) { Name = $"{host}" };
        builder.ConfigureTypeLoading(loading => loading.EnableTypeLoading(enable: false));
        builder.EnableTransportSecurity();
        builder.EnableIntegratedSecurity();
        builder.UseSslClientAuthenticationOptionsCallback(options => Apply(conninfo.Tls, host, options));
        if (conninfo.Tls.UsesSystemRoots)
        {
            // Said outright, because Npgsql would take PGSSLROOTCERT or ~/.postgresql/root.crt before the machine's authorities.
            builder.UseRootCertificatesCallback(SystemRoots);
        }

        if (conninfo.Password is null)
        {
            var source = new PasswordSource(conninfo, host, environment, passwordFile);
            builder.UsePasswordProvider(_ => source.Read(), (_, _) => new ValueTask<string>(source.Read()));
        }

        return builder;
    }

    private static void Apply(ConninfoTls tls, ConninfoHost host, SslClientAuthenticationOptions options)
    {
        options.EnabledSslProtocols = tls.Protocols;
        if (host.Name is { } name)
        {
            // The certificate is the name's, also where the connection goes to an address that is known already.
            options.TargetHost = name;
        }

        if (!tls.SendsCertificate)
        {
            options.ClientCertificateContext = null;
        }
    }

    private static X509Certificate2Collection SystemRoots()
    {
        using var store = new X509Store(StoreName.Root, StoreLocation.LocalMachine, OpenFlags.ReadOnly);
        return store.Certificates.Count > 0
            ? store.Certificates
            : throw new InvalidOperationException("sslrootcert=system, and this machine trusts no authority (ca-certificates is missing)");
    }
}
