using System.Net;
using System.Net.Sockets;
using System.Numerics;

namespace LvsPluggable.Host.Converting;

/// <summary>Addresses from a first to a last one.</summary>
internal static class AddressRange
{
    /// <summary>The most addresses that a range may have.</summary>
    public const int Most = 4096;

    /// <summary>The addresses of a range; null where the two are no range, or one of too many.</summary>
    public static IReadOnlyList<string>? Between(IPAddress first, IPAddress last)
    {
        if (first.AddressFamily != last.AddressFamily)
        {
            return null;
        }

        var (from, to) = (Number(first), Number(last));
        return to < from || to - from >= Most
            ? null
            : [.. Enumerable.Range(0, (int)(to - from) + 1).Select(index => Address(from + index, first.AddressFamily).ToString())];
    }

    /// <summary>The first and the last address of the network that an address is in; null where it has no prefix of that length.</summary>
    public static (IPAddress First, IPAddress Last)? OfNetwork(IPAddress inside, int length)
    {
        var hostBits = (inside.AddressFamily == AddressFamily.InterNetwork ? 32 : 128) - length;
        if (hostBits < 0)
        {
            return null;
        }

        var first = Number(inside) >> hostBits << hostBits;
        return (Address(first, inside.AddressFamily), Address(first + (BigInteger.One << hostBits) - 1, inside.AddressFamily));
    }

    private static BigInteger Number(IPAddress address) => new(address.GetAddressBytes(), isUnsigned: true, isBigEndian: true);

    private static IPAddress Address(BigInteger number, AddressFamily family)
    {
        var bytes = new byte[family == AddressFamily.InterNetwork ? 4 : 16];
        var written = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        written.CopyTo(bytes, bytes.Length - written.Length);
        return new IPAddress(bytes);
    }
}
