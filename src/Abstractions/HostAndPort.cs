namespace LvsPluggable;

/// <summary>A host, and a port that may be left out: <c>node2</c>, <c>node2:5433</c>, <c>192.0.2.2:5433</c>, <c>[2001:db8::2]:5433</c>.</summary>
internal static class HostAndPort
{
    /// <summary>Splits it. Of an IPv6 address without brackets no colon is a port's.</summary>
    /// <returns>Whether it can be one; what the host and the port are is not looked at.</returns>
    public static bool TrySplit(string text, out string host, out string? port)
    {
        (host, port) = (text, null);
        if (text.StartsWith('['))
        {
            var end = text.IndexOf(']', StringComparison.Ordinal);
            if (end < 0 || (end + 1 < text.Length && text[end + 1] != ':'))
            {
                return false;
            }

            (host, port) = (text[1..end], end + 1 < text.Length ? text[(end + 2)..] : null);
        }
        else if (text.IndexOf(':', StringComparison.Ordinal) is var colon and >= 0 && colon == text.LastIndexOf(':'))
        {
            (host, port) = (text[..colon], text[(colon + 1)..]);
        }

        return host.Length > 0;
    }

    /// <summary>Puts them together, with brackets around an IPv6 address.</summary>
    public static string Join(string host, object port) => host.Contains(':', StringComparison.Ordinal) ? $"[{host}]:{port}" : $"{host}:{port}";
}
