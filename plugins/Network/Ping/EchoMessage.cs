using System.Buffers.Binary;
using System.Net.Sockets;

namespace LvsPluggable.Plugins.Network.Ping;

/// <summary>
/// ICMP echo requests and replies (RFC 792; RFC 4443, 4.1 and 4.2). On a datagram socket the kernel fills in identifier and checksum,
/// and passes on replies to this socket's requests alone.
/// </summary>
internal static class EchoMessage
{
    private const int HeaderLength = 8;
    private const int SequenceOffset = 6;

    /// <summary>A request.</summary>
    /// <param name="family">The family of the server's address.</param>
    /// <param name="sequence">Its number.</param>
    /// <param name="token">What the reply repeats.</param>
    public static byte[] Request(AddressFamily family, ushort sequence, ReadOnlySpan<byte> token)
    {
        var message = new byte[HeaderLength + token.Length];
        message[0] = (byte)(IsIPv6(family) ? 128 : 8);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(SequenceOffset), sequence);
        token.CopyTo(message.AsSpan(HeaderLength));
        return message;
    }

    /// <summary>Whether a message is the reply to a request.</summary>
    public static bool IsReply(ReadOnlySpan<byte> message, AddressFamily family, ushort sequence, ReadOnlySpan<byte> token) =>
        message.Length >= HeaderLength
        && message[0] == (IsIPv6(family) ? 129 : 0)
        && message[1] == 0
        && BinaryPrimitives.ReadUInt16BigEndian(message[SequenceOffset..]) == sequence
        && message[HeaderLength..].SequenceEqual(token);

    private static bool IsIPv6(AddressFamily family) => family == AddressFamily.InterNetworkV6;
}
