using System.Net;

namespace LvsPluggable.Host.Web;

/// <summary>Who may ask from where. Pure.</summary>
internal static class WebRule
{
    /// <summary>Why a server may not listen at an address; null when it may. Only on the loopback may everybody ask.</summary>
    /// <param name="address">The address.</param>
    /// <param name="hasToken">Whether who asks has to know a token.</param>
    /// <param name="isEncrypted">Whether it is encrypted.</param>
    /// <returns>What is missing, as "a token and TLS".</returns>
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
