using System.Buffers.Binary;
using System.Text;

namespace LvsPluggable.Host.Netlink;

/// <summary>Reads netlink attributes (struct nlattr) one after the other, checking every length.</summary>
/// <remarks>Every member throws <see cref="MalformedMessageException"/> and nothing else.</remarks>
internal ref struct AttributeReader(ReadOnlySpan<byte> attributes)
{
    private ReadOnlySpan<byte> _rest = attributes;

    /// <summary>The type of the current attribute, without the flags that mark nesting and byte order.</summary>
    public ushort Type { get; private set; }

    /// <summary>The value of the current attribute.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>Goes to the next attribute.</summary>
    /// <returns>Whether there is one.</returns>
    public bool Read()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        if (_rest.Length < NetlinkProtocol.AttributeHeaderLength)
        {
            MalformedMessageException.Throw("an attribute's header is cut off");
        }

        var length = BitConverter.ToUInt16(_rest);
        if (length < NetlinkProtocol.AttributeHeaderLength || length > _rest.Length)
        {
            MalformedMessageException.Throw($"an attribute of {length} bytes in {_rest.Length}");
        }

        Type = (ushort)(BitConverter.ToUInt16(_rest[sizeof(ushort)..]) & NetlinkProtocol.AttributeTypeMask);
        Value = _rest[NetlinkProtocol.AttributeHeaderLength..length];
        // The padding after the last attribute may be missing.
        _rest = _rest[int.Min(NetlinkProtocol.Align(length), _rest.Length)..];
        return true;
    }

    public readonly byte Byte() => Exactly(sizeof(byte))[0];

    public readonly ushort UInt16() => BitConverter.ToUInt16(Exactly(sizeof(ushort)));

    public readonly uint UInt32() => BitConverter.ToUInt32(Exactly(sizeof(uint)));

    public readonly ulong UInt64() => BitConverter.ToUInt64(Exactly(sizeof(ulong)));

    public readonly ushort BigEndianUInt16() => BinaryPrimitives.ReadUInt16BigEndian(Exactly(sizeof(ushort)));

    /// <summary>A text, up to its NUL if it has one.</summary>
    public readonly string Text()
    {
        var end = Value.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? Value : Value[..end]);
    }

    /// <summary>The value, which must have this many bytes.</summary>
    public readonly ReadOnlySpan<byte> Exactly(int length)
    {
        if (Value.Length != length)
        {
            MalformedMessageException.Throw($"attribute {Type} has {Value.Length} bytes instead of {length}");
        }

        return Value;
    }
}
