using System.Text;
using LvsPluggable.Network.Tests.Lab;

namespace LvsPluggable.Network.Tests.Http;

/// <summary>Servers that mean harm, or are broken.</summary>
public sealed class HostileServerTests
{
    private static readonly (string, string) Check = ("http_check", "/");

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nX: ", "x")]
    [InlineData("HTTP/1.1 200 OK\r\n", "X: y\r\n")]
    public async Task Headers_without_end_are_a_wrong_answer(string beginning, string more)
    {
        await using var server = Endless(beginning, more);
        await using var check = Checks.Create(server.EndPoint, Check);

        Checks.IsCertain(await check.AskAsync(), "headers of its answer are too long");
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n", "x")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n")]
    [InlineData("HTTP/1.0 200 OK\r\n\r\n", "x")]
    public async Task Of_a_body_without_end_the_beginning_is_read_and_its_connection_is_closed(string beginning, string more)
    {
        await using var server = Endless(beginning, more);
        await using var fit = Checks.Create(server.EndPoint, Check, ("http_check_text", "xxxx"));
        await using var other = Checks.Create(server.EndPoint, Check, ("http_check_text", "y"));

        await fit.IsHealthyAsync();
        Checks.IsCertain(await other.AskAsync(), "without http_check_text");
        await fit.IsHealthyAsync();
        Assert.Equal(3, server.Accepted);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\r\n\r\n")]
    [InlineData("220 mail ESMTP\r\n")]
    [InlineData("HTTP/1.1 2x0 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nfour")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: -1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nwell")]
    [InlineData("HTTP/1.1 200")]
    public async Task What_is_no_answer_or_half_of_one_is_certain(string said)
    {
        await using var server = TestServer.Saying(Encoding.ASCII.GetBytes(said), listensFirst: true);
        await using var check = Checks.Create(server.EndPoint, Check);

        Checks.IsCertain(await check.AskAsync(), "");
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nfour")]
    public async Task A_reset_at_any_time_is_certain(string said)
    {
        await using var server = new TestServer(async (client, stopping) =>
        {
            await client.ReceiveAsync(new byte[4096], stopping);
            await client.SendAsync(Encoding.ASCII.GetBytes(said), stopping);
            TestServer.Reset(client);
        });
        await using var check = Checks.Create(server.EndPoint, Check);

        Checks.IsCertain(await check.AskAsync(), "");
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nX: ")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")]
    public async Task A_server_that_drips_is_given_up_and_the_next_look_is_on_another_connection(string beginning)
    {
        var drips = new TaskCompletionSource();
        await using var server = new TestServer(async (client, stopping) =>
        {
            await client.ReceiveAsync(new byte[4096], stopping);
            if (drips.Task.IsCompleted)
            {
                await client.SendAsync(Encoding.ASCII.GetBytes(HttpResponder.Answer(200)), stopping);
                return;
            }

            await client.SendAsync(Encoding.ASCII.GetBytes(beginning), stopping);
            while (true)
            {
                await client.SendAsync("x"u8.ToArray(), stopping);
                drips.TrySetResult();
                await Task.Delay(TimeSpan.FromMilliseconds(50), stopping);
            }
        });
        await using var check = Checks.Create(server.EndPoint, Check);

        await check.IsGivenUpAsync(after: drips.Task);
        await check.IsHealthyAsync();
    }

    [Fact]
    public async Task Interim_answers_without_end_are_a_wrong_answer_and_silence_is_given_up()
    {
        await using var server = Endless("", "HTTP/1.1 100 Continue\r\n\r\n");
        await using var silent = TestServer.Silent();
        await using var one = Checks.Create(server.EndPoint, Check);
        await using var other = Checks.Create(silent.EndPoint, Check);

        Checks.IsCertain(await one.AskAsync(), "headers of its answer are too long");
        await other.IsGivenUpAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n")]
    public async Task Less_than_a_handshake_is_certain(string said)
    {
        await using var server = TestServer.Saying(Encoding.ASCII.GetBytes(said), listensFirst: true);
        await using var check = Checks.Create(server.EndPoint, Check, ("http_check_tls", "true"));

        Checks.IsCertain(await check.AskAsync(), "");
    }

    [Fact]
    public async Task A_closed_port_is_certain_and_half_a_handshake_is_given_up()
    {
        await using var silent = TestServer.Silent();
        await using var closed = Checks.Create(Checks.Closed(), Check);
        await using var half = Checks.Create(silent.EndPoint, Check, ("http_check_tls", "true"));

        Checks.IsCertain(await closed.AskAsync(), "refused");
        await half.IsGivenUpAsync();
    }

    [Fact]
    public async Task An_attempt_to_connect_that_lasts_longer_than_check_timeout_counts_towards_a_fall()
    {
        await using var silent = TestServer.Silent();
        await using var check = Checks.Create(
            silent.EndPoint, Check, ("http_check_tls", "true"), ("check_timeout", "200ms"));

        var result = await check.AskAsync();
        Assert.Equal((HealthStatus.Unhealthy, false, "no answer in time"), (result.Status, result.IsCertain, result.Reason));
    }

    [Theory]
    [InlineData("check_source_address", "192.0.2.1", "does not have the address")]
    [InlineData("check_source_address", "::1", "check_source_address ::1 cannot reach")]
    [InlineData("tls_check_ca", "/nowhere/ca.pem", "tls_check_ca: /nowhere/ca.pem cannot be read")]
    public async Task What_is_wrong_with_this_machine_says_nothing_of_the_server(string name, string value, string words)
    {
        await using var silent = TestServer.Silent();
        await using var check = Checks.Create(silent.EndPoint, Check, ("http_check_tls", "true"), (name, value));

        Checks.IsUnknown(await check.AskAsync(), words);
    }

    private static TestServer Endless(string beginning, string more) => new(async (client, stopping) =>
    {
        await client.ReceiveAsync(new byte[4096], stopping);
        await client.SendAsync(Encoding.ASCII.GetBytes(beginning), stopping);
        var chunk = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(more, 1000)));
        while (true)
        {
            await client.SendAsync(chunk, stopping);
        }
    });
}
