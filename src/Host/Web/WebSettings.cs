using System.Net;

namespace LvsPluggable.Host.Web;

/// <summary>Where something is shown over HTTP, and by which files to whom.</summary>
internal sealed record WebSettings
{
    /// <summary>The address and port to listen at.</summary>
    public required IPEndPoint Address { get; init; }

    /// <summary>The file with the token that who asks has to know; null when nobody needs one.</summary>
    public string? TokenFile { get; init; }

    /// <summary>The file with the certificate of TLS; null when it is not spoken.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>The file with the certificate's key.</summary>
    public string? KeyFile { get; init; }
}
