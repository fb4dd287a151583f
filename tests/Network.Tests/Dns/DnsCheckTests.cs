using System.Buffers.Binary;
using System.Net.Sockets;
using LvsPluggable.Network.Tests.Lab;
using LvsPluggable.Plugins.Network.Dns;

namespace LvsPluggable.Network.Tests.Dns;

public sealed class DnsCheckTests
{
    private static readonly (string, string) Name = ("dns_check", "www.example.org");

    [Fact]
    public async Task A_server_that_knows_the_name_is_fit_by_udp_and_by_tcp()
    {
        await using var udp = new DatagramServer((question, _) => NameServer.Answer(question, 0, DnsRecordType.Cname, DnsRecordType.Aaaa));
        await using var tcp = Tcp(question => NameServer.Answer(question, 0, DnsRecordType.Aaaa));
        await using var one = Checks.Create(udp.EndPoint, Name, ("dns_check_type", "aaaa"));
        await using var other = Checks.Create(tcp.EndPoint, Name, ("dns_check_type", "AAAA"), ("dns_check_protocol", "tcp"));

        await one.IsHealthyAsync();
        await other.IsHealthyAsync();
    }

    [Theory]
    [InlineData(3, "NXDOMAIN")]
    [InlineData(2, "SERVFAIL")]
    [InlineData(5, "REFUSED")]
    [InlineData(15, "code 15")]
    [InlineData(0, "it has no A record of www.example.org")]
    public async Task A_server_that_says_no_is_certainly_not_fit(int code, string words)
    {
        await using var udp = new DatagramServer((question, _) => NameServer.Answer(question, code, DnsRecordType.Cname));
        await using var tcp = Tcp(question => NameServer.Answer(question, code));
        await using var one = Checks.Create(udp.EndPoint, Name);
        await using var other = Checks.Create(tcp.EndPoint, Name, ("dns_check_protocol", "tcp"));

        Checks.IsCertain(await one.AskAsync(), words);
        Checks.IsCertain(await other.AskAsync(), words);
    }

    [Fact]
    public async Task A_closed_port_is_certain()
    {
        await using var udp = Checks.Create(Checks.Closed(ProtocolType.Udp), Name);
        await using var tcp = Checks.Create(Checks.Closed(), Name, ("dns_check_protocol", "tcp"));

        Checks.IsCertain(await udp.AskAsync(), "refused");
        Checks.IsCertain(await tcp.AskAsync(), "refused");
    }

    [Fact]
    public async Task What_does_not_fit_into_a_datagram_is_asked_for_by_tcp()
    {
        await using var udp = new DatagramServer((question, _) => NameServer.Cut(question));
        using var listener = new TcpListener(udp.EndPoint.Address, udp.EndPoint.Port);
        listener.Start();
        await using var check = Checks.Create(udp.EndPoint, Name);

        var looking = check.AskAsync();
        using var client = await listener.AcceptSocketAsync();
        await AnswerAsync(client, question => NameServer.Answer(question, 0, DnsRecordType.A), CancellationToken.None);

        Assert.Equal(HealthStatus.Healthy, (await looking).Status);
    }

    [Fact]
    public async Task Answers_to_other_questions_do_not_count_and_nothing_but_such_is_a_wrong_answer()
    {
        await using var udp = new DatagramServer((question, from) =>
        {
            var wrong = NameServer.Answer(question, 0, DnsRecordType.A);
            wrong[0] ^= 0xFF;
            return wrong;
        });
        await using var tcp = Tcp(question =>
        {
            var wrong = NameServer.Answer(question, 0, DnsRecordType.A);
            wrong[0] ^= 0xFF;
            return wrong;
        });
        await using var one = Checks.Create(udp.EndPoint, Name);
        await using var other = Checks.Create(tcp.EndPoint, Name, ("dns_check_protocol", "tcp"));

        await one.IsGivenUpAsync();
        Checks.IsCertain(await other.AskAsync(), "no answer to the question");
    }

    [Theory]
    [InlineData(new byte[0], "closed the connection")]
    [InlineData(new byte[] { 0, 50, 1, 2 }, "closed the connection")]
    [InlineData(new byte[] { 0, 0 }, "no answer to the question")]
    public async Task A_broken_answer_by_tcp_is_certain(byte[] said, string words)
    {
        await using var server = TestServer.Saying(said, listensFirst: true);
        await using var check = Checks.Create(server.EndPoint, Name, ("dns_check_protocol", "tcp"));

        Checks.IsCertain(await check.AskAsync(), words);
    }

    private static TestServer Tcp(Func<byte[], byte[]> answer) => new((client, stopping) => AnswerAsync(client, answer, stopping));

    private static async Task AnswerAsync(Socket client, Func<byte[], byte[]> answer, CancellationToken stopping)
    {
        using var stream = new NetworkStream(client);
        var length = new byte[2];
        await stream.ReadExactlyAsync(length, stopping);
        var question = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
        await stream.ReadExactlyAsync(question, stopping);
        var message = answer(question);
        await stream.WriteAsync((byte[])[(byte)(message.Length >> 8), (byte)message.Length, .. message], stopping);
    }
}
