using System.Net.Sockets;
using FsCheck;
using FsCheck.Fluent;
using LvsPluggable.Plugins.Network.Ping;

namespace LvsPluggable.Network.Tests.Ping;

public sealed class EchoMessageTests
{
    [Theory]
    [InlineData(AddressFamily.InterNetwork, 8, 0)]
    [InlineData(AddressFamily.InterNetworkV6, 128, 129)]
    public void A_reply_has_the_number_and_the_token_of_its_request(AddressFamily family, byte request, byte reply)
    {
        var message = EchoMessage.Request(family, 0x0102, [7, 8, 9]);
        Assert.Equal([request, 0, 0, 0, 0, 0, 1, 2, 7, 8, 9], message);
        Assert.False(EchoMessage.IsReply(message, family, 0x0102, [7, 8, 9]));

        message[0] = reply;
        Assert.True(EchoMessage.IsReply(message, family, 0x0102, [7, 8, 9]));
        Assert.False(EchoMessage.IsReply(message, family, 0x0103, [7, 8, 9]));
        Assert.False(EchoMessage.IsReply(message, family, 0x0102, [7, 8, 8]));
    }

    [Fact]
    public void No_other_bytes_are_a_reply() =>
        Prop.ForAll<byte[]>(bytes =>
            Assert.False(EchoMessage.IsReply(bytes ?? [], AddressFamily.InterNetwork, 1, "a token of some length"u8)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
}
