using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using LvsPluggable.Plugins.Network.Failures;

namespace LvsPluggable.Plugins.Network.Tls;

/// <summary>The client's side of TLS with one server. It asks nobody else: neither for revocation nor for missing certificates.</summary>
/// <param name="settings">What is asked of the certificate.</param>
/// <param name="host">The server's own name.</param>
internal sealed class TlsClient(TlsSettings settings, string host)
{
    private readonly string _name = settings.Name ?? host;

    /// <summary>Connects, and makes the handshake.</summary>
    /// <param name="connect">Connects to the server.</param>
    /// <param name="protocols">What is offered by ALPN; null for nothing.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="WrongAnswerException">The certificate is not as it should be.</exception>
    /// <exception cref="CannotTellException">The file of authorities cannot be used.</exception>
    public async Task<SslStream> ConnectAsync(
        Func<CancellationToken, Task<NetworkStream>> connect, List<SslApplicationProtocol>? protocols, CancellationToken cancellationToken)
    {
        string? complaint = null;
        var options = Options(protocols, (_, _, chain, errors) => (complaint = Complaint(chain, errors)) is null);
        var stream = new SslStream(await connect(cancellationToken));
        try
        {
            await stream.AuthenticateAsClientAsync(options, cancellationToken);
            return stream;
        }
        catch (AuthenticationException problem) when (complaint is not null)
        {
            await stream.DisposeAsync();
            throw new WrongAnswerException(complaint, problem);
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    private SslClientAuthenticationOptions Options(List<SslApplicationProtocol>? protocols, RemoteCertificateValidationCallback validate)
    {
        var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        settings.Authorities?.AddTo(policy);
        return new SslClientAuthenticationOptions
        {
            TargetHost = _name,
            ApplicationProtocols = protocols,
            CertificateChainPolicy = policy,

            // A handshake that is cut short proves less.
            AllowTlsResume = false,
            RemoteCertificateValidationCallback = validate,
        };
    }

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

        var mustHaveName = settings.Name is not null || settings.Authorities is not null;
        return mustHaveName && errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) ? $"its certificate is not for {_name}" : null;
    }
}
