using System.Diagnostics;
using System.Globalization;
using LvsPluggable.Kernel.Tests.Lab;
using LvsPluggable.Kernel.Tests.RealServer;

namespace LvsPluggable.Kernel.Tests.Scenarios;

/// <summary>Another director, here on the host of a real server, is told what connections there are.</summary>
public sealed class SynchronisationTests(Laboratory laboratory) : Scenario(laboratory)
{
    private const string Other = "rs4";
    private const string Running = "backup sync daemon (mcast=eth0, syncid=7";

    // The kernel itself tells of a connection again at every fiftieth packet; a word is two of them, or three.
    private const int FewWords = 15;

    private static readonly TimeSpan BetweenWords = TimeSpan.FromSeconds(2);

    // Without being told anew the time that remains and the time that has passed add up to the same, but for rounding.
    private static readonly TimeSpan Clearly = TimeSpan.FromSeconds(4);

    [SkippableFact]
    public async Task A_session_is_known_to_another_director_and_not_forgotten_though_it_says_little()
    {
        var agent = NewAgent();
        agent.Parameters["weight_of_realservers"] = Laboratory.Address(1);
        agent.Parameters["sync_interface"] = "eth0";
        agent.Parameters["sync_id"] = "7";
        (await agent.StartAsync()).Expect(OcfCode.Success);
        (await ReceiverAsync("start")).Expect(OcfCode.Success);
        try
        {
            using var held = await Laboratory.HoldAsync();
            var watch = Stopwatch.StartNew();
            Assert.True(await held.IsAliveAsync());
            await Eventually.HoldsAsync(async () => await RemainingAsync(held) > TimeSpan.Zero, "the other director should know the session.", Patience);
            Console.WriteLine($"Another director knew a session after {watch.Elapsed.TotalSeconds:0.0} s.");

            var first = await RemainingAsync(held);
            watch.Restart();
            var gained = TimeSpan.Zero;
            for (var words = 0; gained < Clearly; words++)
            {
                Assert.True(words < FewWords, $"The session's time was never set anew; {first + gained - watch.Elapsed} of it remain.");
                Assert.True(await held.IsAliveAsync());
                await Task.Delay(BetweenWords);
                gained = await RemainingAsync(held) + watch.Elapsed - first;
            }
        }
        finally
        {
            await ReceiverAsync("stop");
        }
    }

    [SkippableFact]
    public async Task What_takes_the_connections_is_kept_running_and_stopped_with_its_last_user()
    {
        Laboratory.SkipOutside();
        (await ReceiverAsync("monitor", "10000")).Expect(OcfCode.NotRunning);
        (await ReceiverAsync("start", instance: "first")).Expect(OcfCode.Success);
        (await ReceiverAsync("start", instance: "second")).Expect(OcfCode.Success);
        Assert.Contains(Running, await DaemonsAsync(), StringComparison.Ordinal);

        await OnOtherAsync("ipvsadm", "--stop-daemon", "backup");
        (await ReceiverAsync("monitor", "10000", "first")).Expect(OcfCode.Degraded);
        Assert.Contains(Running, await DaemonsAsync(), StringComparison.Ordinal);
        (await ReceiverAsync("monitor", "10000", "first")).Expect(OcfCode.Success);

        (await ReceiverAsync("stop", instance: "first")).Expect(OcfCode.Success);
        Assert.Contains(Running, await DaemonsAsync(), StringComparison.Ordinal);
        (await ReceiverAsync("stop", instance: "second")).Expect(OcfCode.Success);
        Assert.DoesNotContain("backup", await DaemonsAsync(), StringComparison.Ordinal);
        (await ReceiverAsync("monitor", "10000", "second")).Expect(OcfCode.NotRunning);
    }

    private Task<CommandResult> ReceiverAsync(string action, string interval = "0", string instance = "sync") => Shell.RunAsync(
        ["ip", "netns", "exec", Other, RealServerNode.AgentFile, action],
        new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["OCF_ROOT"] = "/usr/lib/ocf",
            ["OCF_RESOURCE_INSTANCE"] = instance,
            ["OCF_RESKEY_sync_interface"] = "eth0",
            ["OCF_RESKEY_sync_id"] = "7",
            ["OCF_RESKEY_CRM_meta_interval"] = interval,
            ["HA_RSCTMP"] = Folder,
        },
        Patience);

    private static async Task<string> OnOtherAsync(params string[] command) =>
        (await Shell.RunAsync(["ip", "netns", "exec", Other, .. command])).Expect(0).Output;

    private static Task<string> DaemonsAsync() => OnOtherAsync("ipvsadm", "-L", "--daemon");

    // For how long the other director will remember this connection of the client, among what earlier tests left: "TCP 14:55 ESTABLISHED 10.77.0.100:40000 ..."
    private static async Task<TimeSpan> RemainingAsync(HeldConnection held)
    {
        var line = (await OnOtherAsync("ipvsadm", "-L", "-n", "-c")).Split('\n').FirstOrDefault(line =>
            line.StartsWith("TCP", StringComparison.Ordinal) && line.Contains($" {held.ClientEnd} ", StringComparison.Ordinal));
        var words = line?.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words is null ? TimeSpan.Zero : TimeSpan.ParseExact(words[1], @"mm\:ss", CultureInfo.InvariantCulture);
    }
}
