namespace LvsPluggable.Host.Web;

/// <summary>What the files of <see cref="WebSettings"/> hold.</summary>
/// <param name="Token">The token that who asks has to know; null when nobody needs one.</param>
/// <param name="Identity">With what it is encrypted; null when it is not.</param>
internal sealed record WebSecrets(string? Token, WebIdentity? Identity)
{
    /// <summary>No token, and no TLS.</summary>
    public static WebSecrets None { get; } = new(null, null);

    /// <summary>Reads the files.</summary>
    /// <exception cref="InvalidDataException">One of them cannot be read or used; the message is a sentence that names it.</exception>
    public static WebSecrets Read(WebSettings settings) => new(
        settings.TokenFile is { } token ? WebFiles.Token(token) : null,
        settings is { CertificateFile: { } certificate, KeyFile: { } key } ? WebFiles.Identity(certificate, key) : null);
}
