using System.Net;
using System.Net.Sockets;
using LvsPluggable.Network.Tests.Lab;

namespace LvsPluggable.Network.Tests.Udp;

public sealed class UdpCheckTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("pong")]
    [InlineData(@"\x00pon")]
    public async Task A_server_that_answers_as_expected_is_fit(string? expected)
    {
        await using var server = new DatagramServer(heard => heard == "ping\0" ? "a \0pong"u8.ToArray() : null);
        (string, string)[] answer = expected is null ? [] : [("udp_check_answer", expected)];
        await using var check = Checks.Create(server.EndPoint, [("udp_check", @"ping\x00"), .. answer]);

        await check.IsHealthyAsync();
    }

    [Fact]
    public async Task Another_answer_is_certain_and_shown_without_control_characters()
    {
        await using var server = new DatagramServer(_ => "no\n\u001bidea"u8.ToArray());
        await using var check = Checks.Create(server.EndPoint, ("udp_check", "ping"), ("udp_check_answer", "pong"));

        Checks.IsCertain(await check.AskAsync(), "it answers \"no idea\", without udp_check_answer in it");
    }

    [Fact]
    public async Task A_closed_port_is_certain()
    {
        await using var check = Checks.Create(Checks.Closed(ProtocolType.Udp), ("udp_check", "ping"));

        Checks.IsCertain(await check.AskAsync(), "refused");
    }

    [Fact]
    public async Task Silence_and_answers_of_others_are_given_up_and_that_is_no_failure()
    {
        using var stranger = new UdpClient(new IPEndPoint(IPAddress.Parse("127.0.3.8"), 0));
        await using var server = new DatagramServer((_, from) =>
        {
            stranger.Send("pong"u8, from);
            return null;
        });
        await using var check = Checks.Create(server.EndPoint, ("udp_check", "ping"));

        await check.IsGivenUpAsync();
        Assert.True(server.Received > 0);
    }
}
