using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using LvsPluggable.Plugins.Network.Connections;

namespace LvsPluggable.Plugins.Network.Tls;

/// <summary>Makes a TLS handshake, looks at the certificate, and holds one connection.</summary>
/// <param name="dialer">Connects to the server.</param>
/// <param name="client">The client's side of TLS.</param>
/// <param name="expiryDays">How many days the certificate must still be valid; null when that does not matter.</param>
/// <param name="time">The clock.</param>
internal sealed class TlsCheck(Dialer dialer, TlsClient client, int? expiryDays, TimeProvider time)
    : IHealthCheck, IWakeable
{
    private readonly ConnectionHolder _holder = new(time);

    public ValueTask<HealthResult> CheckAsync(CancellationToken cancellationToken) =>
        _holder.LookAsync(LookAsync, cancellationToken);

    public ValueTask WaitForChangeAsync(CancellationToken cancellationToken) => _holder.WaitForEndAsync(cancellationToken);

    public ValueTask DisposeAsync()
    {
        _holder.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<HealthResult> LookAsync(CancellationToken cancellationToken)
    {
        var stream = await client.ConnectAsync(dialer.ConnectStreamAsync, protocols: null, cancellationToken);
        var result = Judge(stream);
        if (!_holder.TryHold(stream))
        {
            // A farewell, whether it is heard or not.
            await stream.ShutdownAsync().WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await stream.DisposeAsync();
        }

        return result;
    }

    private HealthResult Judge(SslStream stream)
    {
        if (expiryDays is { } days && stream.RemoteCertificate is X509Certificate2 certificate)
        {
            var end = new DateTimeOffset(certificate.NotAfter).ToUniversalTime();
            var left = end - time.GetUtcNow();
            if (left <= TimeSpan.Zero)
            {
                return HealthResult.Unhealthy($"its certificate expired on {end:yyyy-MM-dd}");
            }

            if (left <= TimeSpan.FromDays(days))
            {
                return HealthResult.Drain($"its certificate expires on {end:yyyy-MM-dd}, in less than {days} days");
            }
        }

        return HealthResult.Healthy($"port {dialer.Server.Port} speaks {stream.SslProtocol}");
    }
}
