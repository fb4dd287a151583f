using LvsPluggable.Host.Netlink;

namespace LvsPluggable.Host.Tests.Netlink;

/// <summary>A request as it arrived at the <see cref="FakeKernel"/>, and the messages that answer it.</summary>
internal sealed record FakeRequest(byte[] Bytes)
{
    public ushort Type => BitConverter.ToUInt16(Bytes, 4);

    public ushort Flags => BitConverter.ToUInt16(Bytes, 6);

    public uint Sequence => BitConverter.ToUInt32(Bytes, 8);

    /// <summary>The command, of a generic netlink request.</summary>
    public byte Command => Bytes[16];

    /// <summary>The requests of one datagram.</summary>
    public IEnumerable<FakeRequest> Each()
    {
        for (var start = 0; start < Bytes.Length;)
        {
            var length = BitConverter.ToInt32(Bytes, start);
            yield return new FakeRequest(Bytes.AsSpan(start, length).ToArray());
            start += NetlinkProtocol.Align(length);
        }
    }

    public static byte[] Message(ushort type, ushort flags, uint sequence, params byte[] payload)
    {
        var message = new byte[NetlinkProtocol.Align(16 + payload.Length)];
        BitConverter.TryWriteBytes(message, 16 + payload.Length);
        BitConverter.TryWriteBytes(message.AsSpan(4), type);
        BitConverter.TryWriteBytes(message.AsSpan(6), flags);
        BitConverter.TryWriteBytes(message.AsSpan(8), sequence);
        payload.CopyTo(message, 16);
        return message;
    }

    /// <summary>An acknowledgement, or an error if the number is not 0.</summary>
    public byte[] Acknowledge(int errno = 0) =>
        Message(NetlinkProtocol.TypeError, 0, Sequence, [.. BitConverter.GetBytes(-errno), .. Bytes]);

    /// <summary>An error with words, the request cut to its header as with NETLINK_CAP_ACK.</summary>
    public byte[] Refuse(int errno, string words)
    {
        var attributes = new AttributeWriter();
        attributes.Write(NetlinkProtocol.ErrorAttributeMessage, words);
        return Message(
            NetlinkProtocol.TypeError,
            NetlinkProtocol.FlagCapped | NetlinkProtocol.FlagErrorAttributes,
            Sequence,
            [.. BitConverter.GetBytes(-errno), .. Bytes.AsSpan(0, 16), .. attributes.ToArray()]);
    }

    public byte[] Reply(params byte[] payload) => Message(Type, 0, Sequence, payload);

    /// <summary>A generic netlink reply.</summary>
    public byte[] Reply(AttributeWriter attributes) => Reply([Command, 1, 0, 0, .. attributes.ToArray()]);

    public byte[] Done(int status = 0) => Message(NetlinkProtocol.TypeDone, 2, Sequence, BitConverter.GetBytes(status));
}
