using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using LvsPluggable.Host.Web;
using Microsoft.Extensions.Logging.Abstractions;

namespace LvsPluggable.Host.Tests.Web;

/// <summary>A server on the loopback, and what asks it.</summary>
internal static class WebScene
{
    public const string Token = "0123456789abcdef";

    public static IPEndPoint FreePort() => new(IPAddress.Loopback, LvsPluggable.FreePort.Next());

    public static Dictionary<string, WebEndpoint> Saying(string text) => new(StringComparer.Ordinal)
    {
        ["/"] = exchange => exchange.SayAsync(200, text),
    };

    public static Task<WebServer> StartAsync(IPEndPoint address, Dictionary<string, WebEndpoint> endpoints, WebSecrets? secrets = null) =>
        WebServer.StartAsync(address, secrets ?? WebSecrets.None, endpoints, NullLogger.Instance, CancellationToken.None);

    public static WebIdentity Identity()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest("CN=lvsdr", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return new WebIdentity(certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>Sends text as it is, and gives what comes until the server ends the connection or falls silent.</summary>
    public static async Task<string> ExchangeAsync(IPEndPoint address, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync().WaitAsync(Eventually.Deadline);
    }
}
