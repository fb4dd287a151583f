using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using LvsPluggable.Plugins.Network.Connections;
using LvsPluggable.Plugins.Network.Tls;

namespace LvsPluggable.Plugins.Network.Http;

/// <summary>Makes the client that asks one server, and nobody else whatever the answers say.</summary>
internal static class HttpClientFactory
{
    // A server that takes no new connections is found after that, though an old one still serves.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromSeconds(10);
    private const int LongestHeaders = 16;

    private static readonly List<SslApplicationProtocol> Protocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11];

    /// <param name="dialer">Connects to the server.</param>
    /// <param name="tls">The client's side of TLS; null for none.</param>
    /// <param name="connectTimeout">How long an attempt to connect may last, which no token can interrupt.</param>
    /// <param name="connected">Told of every connection that is made.</param>
    public static HttpMessageInvoker Create(Dialer dialer, TlsClient? tls, TimeSpan connectTimeout, Action<Socket> connected)
    {
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            PooledConnectionLifetime = ConnectionLifetime,
            ConnectTimeout = connectTimeout,
            MaxResponseHeadersLength = LongestHeaders,
            MaxResponseDrainSize = 0,
            ConnectCallback = async (_, cancellationToken) => tls is null
                ? await ConnectAsync(cancellationToken)
                : await tls.ConnectAsync(ConnectAsync, Protocols, cancellationToken),
        };
        return new HttpMessageInvoker(handler, disposeHandler: true);

        async Task<NetworkStream> ConnectAsync(CancellationToken cancellationToken)
        {
            var stream = await dialer.ConnectStreamAsync(cancellationToken);
            connected(stream.Socket);
            return stream;
        }
    }
}
