using System.Security.Cryptography;
using System.Text;

namespace LvsPluggable.Host.Web;

/// <summary>
/// The token that who asks has to know: as <c>Authorization: Bearer TOKEN</c> (RFC 6750), or, as browsers ask for it, as the password of
/// any user (RFC 7617).
/// </summary>
/// <param name="token">The token.</param>
internal sealed class WebToken(string token)
{
    private const string Bearer = "Bearer ";
    private const string Basic = "Basic ";

    private readonly byte[] _hash = Hash(token);

    /// <summary>What is said to who does not know it.</summary>
    public static string Challenge => "Basic realm=\"lvsdr\", charset=\"UTF-8\"";

    /// <summary>Whether a request shows it. How long that takes tells nothing about the token.</summary>
    /// <param name="authorization">The header Authorization.</param>
    public bool IsShownBy(string authorization) => Shown(authorization) is { } shown && CryptographicOperations.FixedTimeEquals(Hash(shown), _hash);

    private static string? Shown(string authorization)
    {
        if (authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return authorization[Bearer.Length..].Trim();
        }

        if (!authorization.StartsWith(Basic, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var bytes = new byte[authorization.Length];
        if (!Convert.TryFromBase64String(authorization[Basic.Length..].Trim(), bytes, out var count))
        {
            return null;
        }

        var pair = Encoding.UTF8.GetString(bytes, 0, count);
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : pair[(colon + 1)..];
    }

    // Of one length whatever was shown.
    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
