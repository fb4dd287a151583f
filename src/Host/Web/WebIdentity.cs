using System.Security.Cryptography.X509Certificates;

namespace LvsPluggable.Host.Web;

/// <summary>What a server of TLS shows of itself, both parts as PEM.</summary>
/// <param name="Certificate">Its certificate, and those between it and one that clients trust.</param>
/// <param name="Key">The key of the first.</param>
internal sealed record WebIdentity(string Certificate, string Key)
{
    /// <summary>The certificate with its key.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">One of them is no PEM, or they do not belong together.</exception>
    /// <exception cref="ArgumentException">The certificate's kind of key is not known.</exception>
    public X509Certificate2 Own() => X509Certificate2.CreateFromPem(Certificate, Key);

    /// <summary>All certificates, the server's included.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">They are no PEM.</exception>
    public X509Certificate2Collection Chain()
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(Certificate);
        return chain;
    }
}
