using FsCheck;
using FsCheck.Fluent;
using LvsPluggable.Host.Netlink;

namespace LvsPluggable.Host.Tests.Netlink;

public sealed class MessageTests
{
    [Fact]
    public void Several_messages_of_one_datagram_are_read_one_after_the_other()
    {
        var reader = new MessageReader([.. FakeRequest.Message(20, 2, 7, 1, 2, 3), .. FakeRequest.Message(3, 2, 7)]);
        Assert.True(reader.Read());
        Assert.Equal((20, 2, 7u), (reader.Type, reader.Flags, reader.Sequence));
        Assert.Equal([1, 2, 3], reader.Payload.ToArray());
        Assert.True(reader.Read());
        Assert.Equal(3, reader.Type);
        Assert.True(reader.Payload.IsEmpty);
        Assert.False(reader.Read());
    }

    [Fact]
    public void A_datagram_cut_anywhere_within_a_message_is_malformed()
    {
        var whole = FakeRequest.Message(20, 0, 1, 1, 2, 3, 4);
        for (var length = 1; length < whole.Length; length++)
        {
            var cut = whole[..length];
            Assert.Throws<MalformedMessageException>(() => new MessageReader(cut).Read());
        }
    }

    [Fact]
    public void Any_bytes_are_messages_or_malformed() =>
        Prop.ForAll<ushort, byte[]>((type, bytes) =>
        {
            // The start of a real message, so that not every try ends at the first length.
            var datagram = FakeRequest.Message(type, (ushort)(type << 3), 0).Concat(bytes).ToArray();
            datagram[0] = (byte)int.Min(datagram.Length, 16 + (type % 40));
            try
            {
                var reader = new MessageReader(datagram);
                while (reader.Read())
                {
                    NetlinkAnswer.Read(reader);
                }
            }
            catch (MalformedMessageException)
            {
                return true;
            }

            return true;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_error_has_its_number_without_the_sign()
    {
        var request = new FakeRequest(FakeRequest.Message(20, 5, 9, 1, 2));
        Assert.Equal(new NetlinkAnswer(17, null), Answer(request.Acknowledge(17)));
        Assert.Equal(default, Answer(request.Acknowledge()));
    }

    [Fact]
    public void The_words_of_a_capped_error_follow_the_header_of_the_request()
    {
        var request = new FakeRequest(FakeRequest.Message(20, 5, 9, 1, 2));
        Assert.Equal(new NetlinkAnswer(34, "out of range"), Answer(request.Refuse(34, "out of range")));
    }

    [Fact]
    public void The_words_of_an_error_follow_the_padded_request()
    {
        var attributes = new AttributeWriter();
        attributes.Write(2, 20u);
        attributes.Write(NetlinkProtocol.ErrorAttributeMessage, "no such thing");
        var request = FakeRequest.Message(20, 5, 9, 1, 2);
        byte[] payload = [.. BitConverter.GetBytes(-22), .. request, .. attributes.ToArray()];
        var error = FakeRequest.Message(NetlinkProtocol.TypeError, NetlinkProtocol.FlagErrorAttributes, 9, payload);
        Assert.Equal(new NetlinkAnswer(22, "no such thing"), Answer(error));
    }

    [Fact]
    public void A_request_repeated_with_an_impossible_length_is_malformed()
    {
        foreach (var length in new uint[] { 0, 15, 21, uint.MaxValue })
        {
            byte[] payload = [.. BitConverter.GetBytes(-22), .. BitConverter.GetBytes(length), .. new byte[16]];
            var error = FakeRequest.Message(NetlinkProtocol.TypeError, NetlinkProtocol.FlagErrorAttributes, 9, payload);
            Assert.Throws<MalformedMessageException>(() => Answer(error));
        }
    }

    [Fact]
    public void A_positive_error_number_is_malformed() =>
        Assert.Throws<MalformedMessageException>(() => Answer(FakeRequest.Message(NetlinkProtocol.TypeError, 0, 1, 5, 0, 0, 0)));

    [Fact]
    public void A_dump_may_end_with_an_error_with_a_count_or_with_nothing()
    {
        var request = new FakeRequest(FakeRequest.Message(20, 5, 9));
        Assert.Equal(new NetlinkAnswer(4, null), Answer(request.Done(-4)));
        Assert.Equal(default, Answer(request.Done(12)));
        Assert.Equal(default, Answer(FakeRequest.Message(NetlinkProtocol.TypeDone, 2, 9)));
    }

    private static NetlinkAnswer Answer(byte[] datagram)
    {
        var reader = new MessageReader(datagram);
        Assert.True(reader.Read());
        return NetlinkAnswer.Read(reader);
    }
}
