using System.Net;

namespace LvsPluggable.Host.Web;

/// <summary>Where something is shown over HTTP, and to whom.</summary>
internal sealed record WebSettings
{
    /// <summary>The address and port to listen at.</summary>
    public required IPEndPoint Address { get; init; }

    /// <summary>The token that who asks has to know; null when nobody needs one.</summary>
    public string? Token { get; init; }

    /// <summary>With what it is encrypted; null when it is not.</summary>
    public WebIdentity? Identity { get; init; }
}
