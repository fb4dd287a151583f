using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace LvsPluggable.Host.Web;

/// <summary>
/// An HTTP server that answers a few paths, on threads of the thread pool: Kestrel alone, without ASP.NET's hosting, which would take
/// signals and configuration for itself. What clients can take of it is bounded.
/// </summary>
internal sealed class WebServer : IAsyncDisposable
{
    // Some people, their browsers' several connections, and who collects metrics.
    internal const int MostConnections = 64;

    private const int LongestLine = 2 * 1024;
    private const int LongestHeaders = 8 * 1024;
    private const int MostHeaders = 50;

    private static readonly TimeSpan HeadersWithin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan IdleWithin = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan EndWithin = TimeSpan.FromSeconds(1);

    private readonly KestrelServer _server;
    private readonly CancellationTokenSource _ending = new();

    private WebServer(KestrelServerOptions options)
    {
        var quiet = NullLoggerFactory.Instance;
        _server = new KestrelServer(Options.Create(options), new SocketTransportFactory(Options.Create(new SocketTransportOptions()), quiet), quiet);
    }

    /// <summary>Listens.</summary>
    /// <param name="address">Where.</param>
    /// <param name="secrets">To whom.</param>
    /// <param name="endpoints">What answers each path.</param>
    /// <param name="log">Where failures are logged.</param>
    /// <param name="stopping">Ends the attempt.</param>
    /// <exception cref="IOException">It cannot listen there.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The certificate or its key cannot be used.</exception>
    public static async Task<WebServer> StartAsync(
        IPEndPoint address, WebSecrets secrets, IReadOnlyDictionary<string, WebEndpoint> endpoints, ILogger log, CancellationToken stopping)
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Limits.MaxConcurrentConnections = MostConnections;
        options.Limits.MaxConcurrentUpgradedConnections = 0;
        options.Limits.MaxRequestBodySize = 0;
        options.Limits.MaxRequestLineSize = LongestLine;
        options.Limits.MaxRequestBufferSize = LongestHeaders;
        options.Limits.MaxRequestHeadersTotalSize = LongestHeaders;
        options.Limits.MaxRequestHeaderCount = MostHeaders;
        options.Limits.RequestHeadersTimeout = HeadersWithin;
        options.Limits.KeepAliveTimeout = IdleWithin;
        options.Listen(address, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            if (secrets.Identity is { } identity)
            {
                WebTls.Use(listen, identity);
            }
        });
        var server = new WebServer(options);
        try
        {
            var token = secrets.Token is { } text ? new WebToken(text) : null;
            await server._server.StartAsync(new WebApplication(endpoints, token, log, server._ending.Token), stopping);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends, and every connection with it, within a second.</summary>
    public async ValueTask DisposeAsync()
    {
        using var deadline = new CancellationTokenSource(EndWithin);
        await _ending.CancelAsync();
        await _server.StopAsync(deadline.Token);
        _server.Dispose();
        _ending.Dispose();
    }
}
