using System.Net;

namespace LvsPluggable.Host.Settings;

/// <summary>Reads <c>fallback_real_server</c>: a host or an address, and a port that may be left out.</summary>
internal static class FallbackText
{
    public const string Expected = "a host name or an address, and a port after \":\" where it is said, such as 127.0.0.1:5432";

    /// <summary>Reads it; nothing is looked up.</summary>
    /// <exception cref="FormatException">It is neither a host nor one with a port.</exception>
    public static RealServer Read(string text)
    {
        var (host, port) = Split(text);
        return new RealServer { Host = VirtualEndPoint.ReadAddress(host), Port = port is null ? 0 : PortOf(port) };
    }

    private static (string Host, string? Port) Split(string text)
    {
        if (text.StartsWith('[') && text.IndexOf(']') is var end and > 0)
        {
            return text[(end + 1)..] is { Length: > 0 } rest
                ? rest[0] == ':' ? (text[1..end], rest[1..]) : throw new FormatException("should be " + Expected)
                : (text[1..end], null);
        }

        var colon = text.IndexOf(':');
        return colon < 0 || IPAddress.TryParse(text, out _) ? (text, null) : (text[..colon], text[(colon + 1)..]);
    }

    private static int PortOf(string text) =>
        VirtualEndPoint.IsPort(text, out var port) ? port : throw new FormatException("should be " + Expected);
}
