using FsCheck;
using FsCheck.Fluent;
using LvsPluggable.Host.Netlink;

namespace LvsPluggable.Host.Tests.Netlink;

public sealed class AttributeTests
{
    [Fact]
    public void A_byte_is_padded_to_four()
    {
        var writer = new AttributeWriter();
        writer.Write(13, (byte)1);
        Assert.Equal("05000D0001000000", Convert.ToHexString(writer.ToArray()));
    }

    [Fact]
    public void Numbers_are_in_host_order_unless_asked_otherwise()
    {
        var writer = new AttributeWriter();
        writer.Write(1, (ushort)2);
        writer.WriteBigEndian(4, (ushort)80);
        writer.Write(5, 0x01020304u);
        writer.WriteBigEndian(9, 0xffffff00u);
        Assert.Equal("0600010002000000" + "0600040000500000" + "0800050004030201" + "08000900FFFFFF00", Convert.ToHexString(writer.ToArray()));
    }

    [Fact]
    public void A_text_ends_with_nul()
    {
        var writer = new AttributeWriter();
        writer.Write(6, "wlc");
        Assert.Equal("08000600776C6300", Convert.ToHexString(writer.ToArray()));
    }

    [Fact]
    public void Nested_attributes_count_into_the_outer_length_and_carry_the_flag()
    {
        var writer = new AttributeWriter();
        var outer = writer.BeginNested(1);
        writer.Write(2, (ushort)6);
        writer.EndNested(outer);
        Assert.Equal("0C000180" + "0600020006000000", Convert.ToHexString(writer.ToArray()));
    }

    [Fact]
    public void What_is_longer_than_the_first_buffer_is_kept_whole()
    {
        var writer = new AttributeWriter();
        var outer = writer.BeginNested(1);
        var long1 = Enumerable.Range(0, 3000).Select(number => (byte)number).ToArray();
        writer.Write(7, long1);
        writer.EndNested(outer);

        var reader = new AttributeReader(writer.ToArray());
        Assert.True(reader.Read());
        var inner = new AttributeReader(reader.Value);
        Assert.True(inner.Read());
        Assert.Equal(long1, inner.Value.ToArray());
    }

    [Fact]
    public void Whatever_is_written_is_read_again() =>
        Prop.ForAll<(ushort Type, byte[] Value)[]>(attributes =>
        {
            var writer = new AttributeWriter();
            foreach (var (type, value) in attributes)
            {
                writer.Write((ushort)(type & NetlinkProtocol.AttributeTypeMask), value);
            }

            var reader = new AttributeReader(writer.ToArray());
            foreach (var (type, value) in attributes)
            {
                Assert.True(reader.Read());
                Assert.Equal(type & NetlinkProtocol.AttributeTypeMask, reader.Type);
                Assert.Equal(value, reader.Value.ToArray());
            }

            Assert.False(reader.Read());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_padding_after_the_last_attribute_may_be_missing()
    {
        var reader = new AttributeReader(Convert.FromHexString("05000D0001"));
        Assert.True(reader.Read());
        Assert.Equal(1, reader.Byte());
        Assert.False(reader.Read());
    }

    [Theory]
    [InlineData("0500")]
    [InlineData("03000100")]
    [InlineData("00000100")]
    [InlineData("0900010001020304")]
    public void A_length_that_does_not_fit_is_malformed(string bytes) =>
        Assert.Throws<MalformedMessageException>(() => new AttributeReader(Convert.FromHexString(bytes)).Read());

    [Fact]
    public void A_number_of_another_size_is_malformed()
    {
        Assert.Throws<MalformedMessageException>(() => First("0600010002000000").Byte());
        Assert.Throws<MalformedMessageException>(() => First("0500010002000000").UInt16());
        Assert.Throws<MalformedMessageException>(() => First("0500010002000000").BigEndianUInt16());
        Assert.Throws<MalformedMessageException>(() => First("0600010002000000").UInt32());
    }

    [Fact]
    public void Any_bytes_are_read_or_malformed() =>
        Prop.ForAll<byte[]>(bytes =>
        {
            var reader = new AttributeReader(bytes);
            var total = 0;
            try
            {
                while (reader.Read())
                {
                    total += NetlinkProtocol.AttributeHeaderLength + reader.Value.Length;
                }
            }
            catch (MalformedMessageException)
            {
                return true;
            }

            return total <= bytes.Length;
        }).QuickCheckThrowOnFailure();

    private static AttributeReader First(string bytes)
    {
        var reader = new AttributeReader(Convert.FromHexString(bytes));
        reader.Read();
        return reader;
    }
}
