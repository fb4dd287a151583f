using System.Buffers.Binary;
using System.Text;

namespace LvsPluggable.Host.Netlink;

/// <summary>Writes netlink attributes (struct nlattr): a length, a type and a value, padded to four bytes.</summary>
internal sealed class AttributeWriter
{
    // A real server of a virtual service takes 120 bytes with IPv4 addresses and with IPv6 ones.
    private const int LengthOfMost = 128;

    private byte[] _buffer = new byte[LengthOfMost];
    private int _length;

    /// <summary>A copy of what was written.</summary>
    public byte[] ToArray() => _buffer.AsSpan(0, _length).ToArray();

    public void Write(ushort type, byte value) => Add(type, sizeof(byte))[0] = value;

    public void Write(ushort type, ushort value) => BitConverter.TryWriteBytes(Add(type, sizeof(ushort)), value);

    public void Write(ushort type, uint value) => BitConverter.TryWriteBytes(Add(type, sizeof(uint)), value);

    public void WriteBigEndian(ushort type, ushort value) => BinaryPrimitives.WriteUInt16BigEndian(Add(type, sizeof(ushort)), value);

    public void WriteBigEndian(ushort type, uint value) => BinaryPrimitives.WriteUInt32BigEndian(Add(type, sizeof(uint)), value);

    public void Write(ushort type, ReadOnlySpan<byte> value) => value.CopyTo(Add(type, value.Length));

    /// <summary>Writes a text with the NUL at its end that NLA_NUL_STRING asks for.</summary>
    public void Write(ushort type, string value) => Encoding.UTF8.GetBytes(value, Add(type, Encoding.UTF8.GetByteCount(value) + 1));

    /// <summary>Starts a nested attribute.</summary>
    /// <returns>What <see cref="EndNested"/> takes.</returns>
    public int BeginNested(ushort type)
    {
        var start = _length;
        Add((ushort)(type | NetlinkProtocol.AttributeNested), 0);
        return start;
    }

    /// <summary>Ends the nested attribute that started there.</summary>
    public void EndNested(int start) => BitConverter.TryWriteBytes(_buffer.AsSpan(start), checked((ushort)(_length - start)));

    private Span<byte> Add(ushort type, int valueLength)
    {
        var length = NetlinkProtocol.AttributeHeaderLength + valueLength;
        var end = _length + NetlinkProtocol.Align(length);
        if (end > _buffer.Length)
        {
            Array.Resize(ref _buffer, int.Max(end, 2 * _buffer.Length));
        }

        var attribute = _buffer.AsSpan(_length, length);
        _length = end;
        BitConverter.TryWriteBytes(attribute, checked((ushort)length));
        BitConverter.TryWriteBytes(attribute[sizeof(ushort)..], type);
        return attribute[NetlinkProtocol.AttributeHeaderLength..];
    }
}
