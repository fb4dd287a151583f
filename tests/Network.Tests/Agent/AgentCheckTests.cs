using System.Globalization;
using System.Net;
using System.Text;
using LvsPluggable.Network.Tests.Lab;

namespace LvsPluggable.Network.Tests.Agent;

public sealed class AgentCheckTests
{
    [Theory]
    [InlineData("up 75%\n", HealthStatus.Healthy, 75)]
    [InlineData("up 75%\nand what comes then is not read\n", HealthStatus.Healthy, 75)]
    [InlineData("up 75%", HealthStatus.Healthy, 75)]
    [InlineData("drain\r\n", HealthStatus.Drain, null)]
    [InlineData("down # no disk\n", HealthStatus.Unhealthy, null)]
    public async Task What_the_agent_says_counts(string said, HealthStatus status, int? percent)
    {
        await using var agent = TestServer.Saying(Encoding.UTF8.GetBytes(said), listensFirst: false);
        await using var check = Create(agent.EndPoint);

        var result = await check.AskAsync();
        Assert.Equal((status, percent), (result.Status, result.WeightPercent));
    }

    [Fact]
    public async Task The_line_is_sent_first()
    {
        var heard = new TaskCompletionSource<string>();
        await using var agent = new TestServer(async (client, stopping) =>
        {
            var buffer = new byte[100];
            heard.TrySetResult(Encoding.UTF8.GetString(buffer, 0, await client.ReceiveAsync(buffer, stopping)));
            await client.SendAsync("up\n"u8.ToArray(), stopping);
        });
        await using var check = Create(agent.EndPoint, ("agent_check_send", "how is db1?"));

        await check.IsHealthyAsync();
        Assert.Equal("how is db1?\n", await heard.Task);
    }

    [Fact]
    public async Task An_agent_that_is_not_there_says_nothing_about_the_server()
    {
        await using var check = Create(Checks.Closed());

        Checks.IsUnknown(await check.AskAsync(), "nothing is known from the agent: refused");
    }

    [Theory]
    [InlineData("", "without a word")]
    [InlineData("\n", "says \"\", which is none of up")]
    [InlineData("HTTP/1.1 400 Bad\u001b[31m Request\r\n", "which is none of up")]
    public async Task A_wrong_answer_says_nothing_and_is_shown_without_control_characters(string said, string words)
    {
        await using var agent = TestServer.Saying(Encoding.UTF8.GetBytes(said), listensFirst: false);
        await using var check = Create(agent.EndPoint);

        var result = await check.AskAsync();
        Checks.IsUnknown(result, words);
        Assert.All(result.Reason!, letter => Assert.False(char.IsControl(letter)));
    }

    [Fact]
    public async Task A_line_without_end_and_a_reset_say_nothing()
    {
        await using var endless = new TestServer(async (client, stopping) =>
        {
            while (true)
            {
                await client.SendAsync(Encoding.UTF8.GetBytes(new string('x', 1000)), stopping);
            }
        });
        await using var reset = new TestServer((client, _) =>
        {
            TestServer.Reset(client);
            return Task.CompletedTask;
        });
        await using var one = Create(endless.EndPoint);
        await using var other = Create(reset.EndPoint);

        Checks.IsUnknown(await one.AskAsync(), "longer than 4096 bytes");
        Checks.IsUnknown(await other.AskAsync(), "reset");
    }

    [Fact]
    public async Task An_agent_that_drips_or_is_silent_says_nothing_before_the_host_would_count_a_failure()
    {
        await using var dripping = Dripping();
        await using var silent = TestServer.Silent();
        await using var one = Create(dripping.EndPoint, ("check_timeout", "400ms"));
        await using var other = Create(silent.EndPoint, ("check_timeout", "400ms"));

        Checks.IsUnknown(await one.AskAsync(), "no answer within 0.36 s");
        Checks.IsUnknown(await other.AskAsync(), "no answer within 0.36 s");
    }

    [Fact]
    public async Task A_look_that_is_given_up_is_no_answer()
    {
        await using var dripping = Dripping();
        await using var silent = TestServer.Silent();
        await using var one = Create(dripping.EndPoint);
        await using var other = Create(silent.EndPoint);

        await one.IsGivenUpAsync();
        await other.IsGivenUpAsync();
    }

    private static TestServer Dripping() => new(async (client, stopping) =>
    {
        while (true)
        {
            await client.SendAsync("x"u8.ToArray(), stopping);
            await Task.Delay(TimeSpan.FromMilliseconds(50), stopping);
        }
    });

    // The server's own port is another one than the agent's.
    private static IHealthCheck Create(IPEndPoint agent, params (string, string)[] texts) => Checks.Create(
        new IPEndPoint(agent.Address, 1),
        [("agent_check", "true"), ("agent_check_port", agent.Port.ToString(CultureInfo.InvariantCulture)), .. texts]);
}
