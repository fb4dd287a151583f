namespace LvsPluggable.Host.Netlink;

/// <summary>Writes one netlink request (struct nlmsghdr of linux/netlink.h and what follows it).</summary>
internal static class RequestMessage
{
    /// <param name="type">The message type; for generic netlink, the family.</param>
    /// <param name="flags">What is asked for besides NLM_F_REQUEST.</param>
    /// <param name="sequence">By which its answers are known.</param>
    /// <param name="body">What follows the header.</param>
    public static byte[] Bytes(ushort type, ushort flags, uint sequence, ReadOnlyMemory<byte> body)
    {
        var message = new byte[NetlinkProtocol.HeaderLength + body.Length];
        BitConverter.TryWriteBytes(message, message.Length);
        BitConverter.TryWriteBytes(message.AsSpan(4), type);
        BitConverter.TryWriteBytes(message.AsSpan(6), (ushort)(flags | NetlinkProtocol.FlagRequest));
        BitConverter.TryWriteBytes(message.AsSpan(8), sequence);
        body.Span.CopyTo(message.AsSpan(NetlinkProtocol.HeaderLength));
        return message;
    }

    /// <summary>Several, with sequence numbers that follow each other, of which the last one asks to be acknowledged.</summary>
    public static byte[] BytesOfAll(ushort type, uint sequence, IReadOnlyList<byte[]> bodies)
    {
        var all = new byte[bodies.Sum(body => NetlinkProtocol.Align(NetlinkProtocol.HeaderLength + body.Length))];
        var start = 0;
        for (var index = 0; index < bodies.Count; index++)
        {
            var flags = index == bodies.Count - 1 ? NetlinkProtocol.FlagAcknowledge : (ushort)0;
            var one = Bytes(type, flags, sequence + (uint)index, bodies[index]);
            one.CopyTo(all, start);
            start += NetlinkProtocol.Align(one.Length);
        }

        return all;
    }
}
