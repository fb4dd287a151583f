using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;
using LvsPluggable.Network.Tests.Lab;

namespace LvsPluggable.Network.Tests.Smtp;

public sealed class SmtpCheckTests
{
    [Theory]
    [InlineData("220 mail.example.org ESMTP\r\n", "250 hello\r\n")]
    [InlineData("220-mail.example.org\r\n220-with much to say\r\n220 ESMTP\r\n", "250-mail\r\n250-SIZE 1000\r\n250 HELP\r\n")]
    [InlineData("220\r\n", "250\n")]
    public async Task A_server_that_greets_and_answers_is_fit_and_is_left_in_good_order(string greeting, string answer)
    {
        var heard = new ConcurrentQueue<string>();
        await using var server = Server(greeting, answer, heard);
        await using var check = Checks.Create(server.EndPoint, ("smtp_check", "true"), ("smtp_check_helo", "[127.0.0.1]"));

        await check.IsHealthyAsync();
        await check.IsHealthyAsync();

        await Eventually.HoldsAsync(() => !heard.IsEmpty, "one connection is left");
        Assert.Equal(["EHLO [127.0.0.1]\r\nQUIT\r\n"], heard);
    }

    [Fact]
    public async Task One_connection_is_held_and_its_reset_wakes_the_check()
    {
        var clients = new TaskCompletionSource<Socket>();
        await using var server = new TestServer(async (client, stopping) =>
        {
            await client.SendAsync("220 mail\r\n"u8.ToArray(), stopping);
            await ReceiveAsync(client, stopping);
            await client.SendAsync("250 hello\r\n"u8.ToArray(), stopping);
            clients.TrySetResult(client);
            await Task.Delay(Timeout.Infinite, stopping);
        });
        await using var check = Checks.Create(server.EndPoint, ("smtp_check", "true"));
        await check.IsHealthyAsync();
        var wait = ((IWakeable)check).WaitForChangeAsync(CancellationToken.None).AsTask();
        Assert.NotSame(wait, await Task.WhenAny(wait, Task.Delay(TimeSpan.FromMilliseconds(500))));

        server.StopListening();
        TestServer.Reset(await clients.Task);

        await wait.WaitAsync(Eventually.Deadline);
        Checks.IsCertain(await check.AskAsync(), "refused");
    }

    [Theory]
    [InlineData("554 no\u0007 mail here\r\n", "", "says \"554 no  mail here\" instead of 220")]
    [InlineData("220-mail\r\n421 too busy\r\n", "", "instead of 220")]
    [InlineData("2200 mail\r\n", "", "instead of 220")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n", "", "instead of 220")]
    [InlineData("220 mail\r\n", "502 what?\r\n", "to EHLO it says \"502 what?\"")]
    [InlineData("220 mail\r\n", "250-first\r\n", "closed the connection where 250 was expected")]
    [InlineData("", "", "closed the connection where 220 was expected")]
    public async Task A_wrong_answer_is_certain(string greeting, string answer, string words)
    {
        await using var server = Server(greeting, answer, new ConcurrentQueue<string>());
        await using var check = Checks.Create(server.EndPoint, ("smtp_check", "true"));

        Checks.IsCertain(await check.AskAsync(), words);
    }

    [Fact]
    public async Task A_greeting_without_end_is_a_wrong_answer_and_silence_is_given_up()
    {
        await using var endless = new TestServer(async (client, stopping) =>
        {
            while (true)
            {
                await client.SendAsync("220-more\r\n"u8.ToArray(), stopping);
            }
        });
        await using var silent = TestServer.Silent();
        await using var one = Checks.Create(endless.EndPoint, ("smtp_check", "true"));
        await using var other = Checks.Create(silent.EndPoint, ("smtp_check", "true"));

        Checks.IsCertain(await one.AskAsync(), "longer than 16384 bytes");
        await other.IsGivenUpAsync();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_reset_at_any_time_is_certain(int answers)
    {
        await using var server = new TestServer(async (client, stopping) =>
        {
            if (answers > 0)
            {
                await client.SendAsync("220 mail\r\n"u8.ToArray(), stopping);
                await client.ReceiveAsync(new byte[100], stopping);
            }

            TestServer.Reset(client);
        });
        await using var check = Checks.Create(server.EndPoint, ("smtp_check", "true"));

        Checks.IsCertain(await check.AskAsync(), "reset");
    }

    // Where it has no answer, or not all of one, it closes the connection; else it listens until the client leaves.
    private static TestServer Server(string greeting, string answer, ConcurrentQueue<string> heard) => new(async (client, stopping) =>
    {
        await client.SendAsync(Encoding.UTF8.GetBytes(greeting), stopping);
        if (greeting.Length == 0)
        {
            return;
        }

        var said = await ReceiveAsync(client, stopping);
        await client.SendAsync(Encoding.UTF8.GetBytes(answer), stopping);
        if (!IsComplete(answer))
        {
            return;
        }

        while (await ReceiveAsync(client, stopping) is { Length: > 0 } more)
        {
            said += more;
        }

        heard.Enqueue(said);
    });

    // RFC 5321, section 4.2.1: the last line of an answer has a blank after its number, or nothing.
    private static bool IsComplete(string answer) => answer.TrimEnd().Split('\n')[^1] is { Length: > 0 } last && !last[3..].StartsWith('-');

    private static async Task<string> ReceiveAsync(Socket client, CancellationToken stopping)
    {
        var buffer = new byte[1000];
        return Encoding.UTF8.GetString(buffer, 0, await client.ReceiveAsync(buffer, stopping));
    }
}
