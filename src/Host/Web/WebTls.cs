using System.Net.Security;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LvsPluggable.Host.Web;

/// <summary>Encrypts the connections of a server. Kestrel's own way needs services of ASP.NET's hosting, which is not loaded.</summary>
internal static class WebTls
{
    private static readonly TimeSpan HandshakeWithin = TimeSpan.FromSeconds(5);

    /// <summary>Has what listens there speak TLS.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The certificate or its key cannot be used.</exception>
    public static void Use(ListenOptions listen, WebIdentity identity)
    {
        var options = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(identity.Own(), identity.Chain(), offline: true),
        };
        ((IConnectionBuilder)listen).Use(next => connection => ServeAsync(connection, options, next));
    }

    private static async Task ServeAsync(ConnectionContext connection, SslServerAuthenticationOptions options, ConnectionDelegate next)
    {
        var plain = connection.Transport;
        await using var encrypted = new SslStream(new PipeStream(plain), leaveInnerStreamOpen: false);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(connection.ConnectionClosed);
        deadline.CancelAfter(HandshakeWithin);
        try
        {
            await encrypted.AuthenticateAsServerAsync(options, deadline.Token);
        }
        catch (Exception refused) when (refused is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            // Who speaks no TLS, or trusts us not, is gone.
            connection.Abort();
            return;
        }

        connection.Transport = new EncryptedPipe(encrypted);
        try
        {
            await next(connection);
        }
        finally
        {
            connection.Transport = plain;
        }
    }
}
