using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace LvsPluggable.Plugins.Network.Tls;

/// <summary>The client's side of TLS with one server. It asks nobody else: neither for revocation nor for missing certificates.</summary>
/// <param name="settings">What is asked of the certificate.</param>
/// <param name="host">The server's own name.</param>
internal sealed class TlsClient(TlsSettings settings, string host)
{
    private readonly string _name = settings.Name ?? host;
    private string? _complaint;

    /// <summary>The options of a handshake.</summary>
    /// <exception cref="InvalidOperationException">The file of authorities cannot be used.</exception>
    public SslClientAuthenticationOptions Options()
    {
        var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        settings.Authorities?.AddTo(policy);
        return new SslClientAuthenticationOptions
        {
            TargetHost = _name,
            CertificateChainPolicy = policy,

            // A handshake that is cut short proves less.
            AllowTlsResume = false,
            RemoteCertificateValidationCallback = (_, _, chain, errors) => (_complaint = Complaint(chain, errors)) is null,
        };
    }

    /// <summary>What was wrong with the certificate, once; null when nothing was.</summary>
    public string? Refusal() => Interlocked.Exchange(ref _complaint, null);

    private string? Complaint(X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            return "it shows no certificate";
        }

        if (settings.Authorities is not null && errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
        {
            var status = chain?.ChainStatus.Select(status => status.Status.ToString()).Distinct() ?? [];
            return $"its certificate is not valid: {string.Join(", ", status)}";
        }

        return (settings.Name ?? settings.Authorities as object) is not null && errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)
            ? $"its certificate is not for {_name}"
            : null;
    }
}
