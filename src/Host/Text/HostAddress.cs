using System.Net;
using System.Net.Sockets;

namespace LvsPluggable.Host.Text;

/// <summary>Which addresses a host can have, and which hosts are addresses.</summary>
internal static class HostAddress
{
    /// <summary>The address that a host's name is; null where it is a name.</summary>
    // IPAddress also takes "1" for 0.0.0.1, which is a name to everybody else.
    public static IPAddress? Of(string host) =>
        IPAddress.TryParse(host, out var address) && (host.Contains(':', StringComparison.Ordinal) || IsWritten(address, host))
            ? address
            : null;

    /// <summary>Whether a host can have an address: not one that means none, many or all.</summary>
    public static bool IsPossible(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6
        ? !address.IsIPv6Multicast && !address.Equals(IPAddress.IPv6Any)
        : FirstByte(address) is not 0 and < 224;

    // Both are asked of every real server of every list.
    private static bool IsWritten(IPAddress address, string host)
    {
        Span<char> text = stackalloc char["255.255.255.255".Length];
        return address.TryFormat(text, out var length) && text[..length].SequenceEqual(host);
    }

    private static byte FirstByte(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        return address.TryWriteBytes(bytes, out _) ? bytes[0] : default;
    }
}
