using System.Net;
using LvsPluggable.Network.Tests.Lab;

namespace LvsPluggable.Network.Tests.Ping;

public sealed class PingCheckTests
{
    private static readonly (string, string) RootMay = ("ipv4/ping_group_range", "0 0");

    [SkippableTheory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task A_host_that_answers_is_fit(string address)
    {
        await using var check = Create(address);

        for (var look = 0; look < 2; look++)
        {
            var result = await OwnNetwork.LookAsync(check.AskAsync, RootMay);
            Assert.True(result.Status == HealthStatus.Healthy, result.Reason);
        }
    }

    [SkippableFact]
    public async Task Where_the_setting_forbids_it_nothing_is_said_of_the_server_and_the_setting_is_named()
    {
        await using var check = Create("127.0.0.1");

        Checks.IsUnknown(
            await OwnNetwork.LookAsync(check.AskAsync, ("ipv4/ping_group_range", "1 0")), "set net.ipv4.ping_group_range");
    }

    [SkippableFact]
    public async Task A_host_that_says_nothing_is_given_up()
    {
        await using var check = Create("127.0.0.1");

        await OwnNetwork.LookAsync(
            async () =>
            {
                await check.IsGivenUpAsync();
                return default;
            },
            RootMay,
            ("ipv4/icmp_echo_ignore_all", "1"));
    }

    [SkippableFact]
    public async Task Without_a_route_to_its_network_nothing_is_said_of_the_server()
    {
        await using var check = Create("192.0.2.1");

        Checks.IsUnknown(await OwnNetwork.LookAsync(check.AskAsync, RootMay), "this machine has no route to the server's network");
    }

    private static IHealthCheck Create(string address) =>
        Checks.Create(new IPEndPoint(IPAddress.Parse(address), 5432), ("ping_check", "true"));
}
