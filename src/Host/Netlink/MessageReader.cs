namespace LvsPluggable.Host.Netlink;

/// <summary>Reads the netlink messages (struct nlmsghdr) of one datagram, checking every length.</summary>
/// <remarks>Every member throws <see cref="MalformedMessageException"/> and nothing else.</remarks>
internal ref struct MessageReader(ReadOnlySpan<byte> datagram)
{
    private ReadOnlySpan<byte> _rest = datagram;

    public ushort Type { get; private set; }

    public ushort Flags { get; private set; }

    public uint Sequence { get; private set; }

    /// <summary>What follows the header.</summary>
    public ReadOnlySpan<byte> Payload { get; private set; }

    /// <summary>Goes to the next message.</summary>
    /// <returns>Whether there is one.</returns>
    public bool Read()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        if (_rest.Length < NetlinkProtocol.HeaderLength)
        {
            MalformedMessageException.Throw("a message's header is cut off");
        }

        var length = BitConverter.ToUInt32(_rest);
        if (length < NetlinkProtocol.HeaderLength || length > _rest.Length)
        {
            MalformedMessageException.Throw($"a message of {length} bytes in {_rest.Length}");
        }

        Type = BitConverter.ToUInt16(_rest[4..]);
        Flags = BitConverter.ToUInt16(_rest[6..]);
        Sequence = BitConverter.ToUInt32(_rest[8..]);
        Payload = _rest[NetlinkProtocol.HeaderLength..(int)length];
        _rest = _rest[int.Min(NetlinkProtocol.Align((int)length), _rest.Length)..];
        return true;
    }
}
