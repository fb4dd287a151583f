using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace LvsPluggable.Network.Tests.Lab;

/// <summary>Servers that speak TLS.</summary>
internal static class TlsServer
{
    /// <summary>A server that serves each connection after the handshake.</summary>
    /// <param name="certificate">What it shows.</param>
    /// <param name="serve">What it does then.</param>
    /// <param name="asked">Is told the name that each client asks for.</param>
    /// <param name="protocols">What it offers by ALPN.</param>
    public static TestServer Start(
        X509Certificate2 certificate,
        Func<SslStream, CancellationToken, Task> serve,
        Action<string>? asked = null,
        params SslApplicationProtocol[] protocols) => new(async (client, stopping) =>
        {
            await using var stream = new SslStream(new NetworkStream(client));
            try
            {
                await stream.AuthenticateAsServerAsync(
                    new SslServerAuthenticationOptions
                    {
                        ServerCertificateSelectionCallback = (_, name) =>
                        {
                            asked?.Invoke(name ?? "");
                            return certificate;
                        },
                        ApplicationProtocols = protocols.Length == 0 ? null : [.. protocols],
                    },
                    stopping);
                await serve(stream, stopping);
            }
            catch (AuthenticationException)
            {
                // The client did not like it.
            }
        });

    /// <summary>A server that waits for the client to leave after the handshake.</summary>
    public static TestServer Start(X509Certificate2 certificate, Action<string>? asked = null) =>
        Start(certificate, (stream, stopping) => stream.CopyToAsync(Stream.Null, stopping), asked);
}
