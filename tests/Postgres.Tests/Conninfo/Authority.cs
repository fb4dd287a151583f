using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LvsPluggable.Postgres.Tests.Conninfo;

/// <summary>A certificate authority for tests.</summary>
internal sealed class Authority : IDisposable
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UtcNow.AddDays(-1);
    private static readonly DateTimeOffset End = DateTimeOffset.UtcNow.AddDays(1);

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _certificate;

    public Authority(string name)
    {
        var request = new CertificateRequest($"CN={name}", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        _certificate = request.CreateSelfSigned(Start, End);
    }

    public string CertificatePem => _certificate.ExportCertificatePem();

    /// <summary>A certificate for a name, and its key, encrypted if there is a password.</summary>
    public (string Certificate, string Key) Issue(string name, bool isServer, string? password = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        if (isServer)
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName(name);
            request.CertificateExtensions.Add(names.Build());
        }

        using var certificate = request.Create(_certificate, Start, End, RandomNumberGenerator.GetBytes(8));
        var parameters = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);
        return (
            certificate.ExportCertificatePem(),
            password is null ? key.ExportPkcs8PrivateKeyPem() : key.ExportEncryptedPkcs8PrivateKeyPem(password, parameters));
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _key.Dispose();
    }
}
