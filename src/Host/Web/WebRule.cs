using System.Net;

namespace LvsPluggable.Host.Web;

/// <summary>Who may ask from where. Pure.</summary>
internal static class WebRule
{
    /// <summary>Why a server may not listen at an address; null when it may. Only on the loopback may everybody ask.</summary>
    /// <param name="given">What was said, as "status_listen="192.0.2.1:80"".</param>
    /// <param name="settings">The address, and what there is to protect it.</param>
    /// <param name="means">The names of what protects it: of the token's file, of the certificate, and of its key.</param>
    /// <returns>A sentence.</returns>
    public static string? Mistake(string given, WebSettings settings, (string Token, string Certificate, string Key) means) =>
        Missing(settings.Address.Address, settings.TokenFile is not null, settings is { CertificateFile: not null, KeyFile: not null }) is { } missing
            ? $"{given} should be on the loopback, such as 127.0.0.1:{settings.Address.Port}; elsewhere there has to be {missing} "
                + $"({means.Token}, {means.Certificate} and {means.Key})."
            : null;

    /// <summary>What is missing to listen at an address, as "a token and TLS"; null when nothing is.</summary>
    public static string? Missing(IPAddress address, bool hasToken, bool isEncrypted) => (IPAddress.IsLoopback(address), hasToken, isEncrypted) switch
    {
        (true, _, _) or (_, true, true) => null,
        (_, false, false) => "a token and TLS",
        (_, false, true) => "a token",
        (_, true, false) => "TLS",
    };

    /// <summary>
    /// Whether a request without a token is for this machine by its own name. A page of somebody else's may give its name our address, and
    /// have a browser here ask for it; then the header Host has that name.
    /// </summary>
    /// <param name="host">The header Host.</param>
    public static bool IsForThisMachine(string host)
    {
        var isBracketed = host.StartsWith('[');
        var end = isBracketed ? host.IndexOf(']') : host.IndexOf(':');
        var name = isBracketed ? host[1..Math.Max(1, end)] : end < 0 ? host : host[..end];
        return string.Equals(name, "localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(name, out var address) && IPAddress.IsLoopback(address));
    }
}
