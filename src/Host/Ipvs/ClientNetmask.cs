using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace LvsPluggable.Host.Ipvs;

/// <summary>
/// What part of a client's address persistence goes by: a mask for IPv4, a prefix length for IPv6, as in
/// <c>ipvsadm -M</c> and IPVS_SVC_ATTR_NETMASK.
/// </summary>
/// <param name="AddressFamily">IPv4 or IPv6.</param>
/// <param name="Value">The mask, its first byte in the highest bits, or the prefix length.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ClientNetmask(AddressFamily AddressFamily, uint Value)
{
    /// <summary>Whether it is the whole address, which is the default.</summary>
    public bool IsWholeAddress => this == WholeAddress(AddressFamily);

    public static ClientNetmask WholeAddress(AddressFamily family) =>
        new(family, family == AddressFamily.InterNetworkV6 ? 128 : uint.MaxValue);

    /// <summary>Reads a dotted mask (IPv4) or a prefix length from 1 to 128 (IPv6).</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ClientNetmask? netmask)
    {
        netmask = null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var prefix) && prefix is >= 1 and <= 128)
        {
            netmask = new ClientNetmask(AddressFamily.InterNetworkV6, (uint)prefix);
        }
        else if (Endpoint.TryParse(text, out var mask, out _) && mask.ToString() == text && mask.AddressFamily == AddressFamily.InterNetwork)
        {
            netmask = new ClientNetmask(AddressFamily.InterNetwork, BinaryPrimitives.ReadUInt32BigEndian(mask.GetAddressBytes()));
        }

        return netmask is not null;
    }

    public override string ToString()
    {
        if (AddressFamily == AddressFamily.InterNetworkV6)
        {
            return $"{Value}";
        }

        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, Value);
        return new IPAddress(bytes).ToString();
    }
}
