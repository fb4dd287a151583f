using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LvsPluggable.Plugins.Network.Failures;

namespace LvsPluggable.Plugins.Network.Tls;

/// <summary>Who may have signed a certificate: those that this machine trusts, or those in a file, as it is now.</summary>
/// <param name="file">The file; null for those that this machine trusts.</param>
internal sealed class Authorities(string? file)
{
    private const string System = "system";

    private readonly Lock _lock = new();
    private (string Text, X509Certificate2Collection Certificates)? _read;

    /// <exception cref="FormatException">The text is neither.</exception>
    public static Authorities Parse(string text) => text switch
    {
        System => new Authorities(null),
        _ when Path.IsPathFullyQualified(text) => new Authorities(text),
        _ => throw new FormatException($"should be the absolute path of a file in PEM form, or {System}"),
    };

    /// <summary>Makes them those that a chain must lead to.</summary>
    /// <exception cref="CannotTellException">The file cannot be used.</exception>
    public void AddTo(X509ChainPolicy policy)
    {
        if (file is not null)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(Read(file));
        }
    }

    private X509Certificate2Collection Read(string path)
    {
        lock (_lock)
        {
            try
            {
                // Its text alone tells whether it has changed: a copy has the time of what it is a copy of.
                var text = File.ReadAllText(path);
                if (_read is not { } read || read.Text != text)
                {
                    var certificates = new X509Certificate2Collection();
                    certificates.ImportFromPem(text);
                    _read = read = (text, certificates);
                }

                return read.Certificates.Count > 0
                    ? read.Certificates
                    : throw new CannotTellException($"tls_check_ca: there is no certificate in {path}");
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or CryptographicException)
            {
                throw new CannotTellException($"tls_check_ca: {path} cannot be read: {problem.Message}", problem);
            }
        }
    }
}
