using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace LvsPluggable.Host.Ipvs;

/// <summary>Addresses and ports as text: <c>10.0.0.1:80</c>, <c>[::1]:80</c>.</summary>
internal static class Endpoint
{
    /// <summary>An address as IPVS has it: IPv4 or IPv6, without a zone.</summary>
    /// <exception cref="ArgumentException">It is neither.</exception>
    public static IPAddress Check(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetwork || (address.AddressFamily == AddressFamily.InterNetworkV6 && address.ScopeId == 0)
            ? address
            : throw new ArgumentException($"{address} is not an address without a zone", nameof(address));

    /// <exception cref="ArgumentOutOfRangeException">Not 0 to 65535.</exception>
    public static int Check(int port)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(port);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, ushort.MaxValue);
        return port;
    }

    public static string Format(IPAddress address, int port) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address}]:{port}" : $"{address}:{port}";

    /// <summary>Reads what <see cref="Format"/> writes; the port may be left out and is then 0.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out IPAddress? address, out int port)
    {
        address = null;
        port = 0;
        string host;
        var rest = "";
        if (text.StartsWith('['))
        {
            var close = text.IndexOf(']', StringComparison.Ordinal);
            if (close < 0)
            {
                return false;
            }

            host = text[1..close];
            rest = text[(close + 1)..];
        }
        else
        {
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            // More than one colon: an IPv6 address without brackets, and so without a port.
            var single = colon >= 0 && text.IndexOf(':', colon + 1) < 0;
            host = single ? text[..colon] : text;
            rest = single ? text[colon..] : "";
        }

        return TryParseAddress(host, out address)
            && (!text.StartsWith('[') || address.AddressFamily == AddressFamily.InterNetworkV6)
            && (rest.Length == 0 || TryParsePort(rest, out port));
    }

    private static bool TryParsePort(string rest, out int port) =>
        int.TryParse(rest.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out port) && rest[0] == ':' && port <= ushort.MaxValue;

    private static bool TryParseAddress(string text, [NotNullWhen(true)] out IPAddress? address) =>
        IPAddress.TryParse(text, out address)
        && !text.Contains('%', StringComparison.Ordinal)
        // .NET reads "1" and "010.1" as IPv4 addresses too.
        && (address.AddressFamily == AddressFamily.InterNetworkV6 || address.ToString() == text);
}
