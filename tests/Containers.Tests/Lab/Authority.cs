using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LvsPluggable.Containers.Tests.Lab;

/// <summary>An authority of one's own, and a certificate from it.</summary>
internal sealed class Authority : IDisposable
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UtcNow.AddHours(-1);
    private static readonly DateTimeOffset End = Start.AddDays(2);

    private readonly string _file = Path.GetTempFileName();

    /// <param name="names">The names of servers in the certificate.</param>
    public Authority(params string[] names)
    {
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Authority of the tests", authorityKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        using var authority = request.CreateSelfSigned(Start, End);
        System.IO.File.WriteAllText(_file, authority.ExportCertificatePem());

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var server = new CertificateRequest($"CN={names[0]}", key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            alternatives.AddDnsName(name);
        }

        server.CertificateExtensions.Add(alternatives.Build());
        using var certificate = server.Create(authority, Start, End, RandomNumberGenerator.GetBytes(8));
        Certificate = certificate.ExportCertificatePem();
        Key = key.ExportPkcs8PrivateKeyPem();
    }

    /// <summary>The file with the authority's certificate.</summary>
    public string File => _file;

    /// <summary>The server's certificate, as PEM.</summary>
    public string Certificate { get; }

    /// <summary>The key of the server's certificate, as PEM.</summary>
    public string Key { get; }

    public void Dispose() => System.IO.File.Delete(_file);
}
