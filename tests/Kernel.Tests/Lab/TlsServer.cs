using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LvsPluggable.Kernel.Tests.Lab;

/// <summary>A server on a host of the laboratory that completes TLS handshakes, and says nothing.</summary>
internal sealed class TlsServer : TcpServer
{
    public const int Port = 8443;

    /// <summary>What it shows to whoever connects from now on.</summary>
    public required X509Certificate2 Certificate { get; set; }

    /// <summary>Starts it on a real server; it accepts connections when this returns.</summary>
    public static TlsServer Start(string name, X509Certificate2 certificate) =>
        Start(name, Port, () => new TlsServer { Name = name, Certificate = certificate });

    /// <summary>A certificate that its own key has signed, and that is valid for so many days.</summary>
    public static X509Certificate2 CertificateFor(double days)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=lab", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(days));
    }

    protected override async Task ServeAsync(Socket connection)
    {
        await using var stream = new SslStream(new NetworkStream(connection));
        await stream.AuthenticateAsServerAsync(Certificate);
        var unasked = await stream.ReadAsync(new byte[1]);
        Assert.Equal(0, unasked);
    }
}
