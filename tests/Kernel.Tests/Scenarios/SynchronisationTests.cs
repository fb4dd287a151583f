using System.Diagnostics;
using LvsPluggable.Kernel.Tests.Lab;

namespace LvsPluggable.Kernel.Tests.Scenarios;

/// <summary>Another director, here on the host of a real server, is told what connections there are.</summary>
public sealed class SynchronisationTests(Laboratory laboratory) : Scenario(laboratory)
{
    private static readonly Dictionary<string, string> Synchronisation = new(StringComparer.Ordinal) { ["sync_interface"] = "eth0", ["sync_id"] = "7" };

    private const string Running = "backup sync daemon (mcast=eth0, syncid=7";

    // The kernel itself tells of a connection again at every fiftieth packet; a word is two of them, or three.
    private const int FewWords = 15;

    private static readonly TimeSpan BetweenWords = TimeSpan.FromSeconds(2);

    // The kernel keeps messages back for two seconds at most, and tells of a connection anew after sync_refresh_period.
    private static readonly TimeSpan UntilTold = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(10);

    // Without being told anew the time that remains and the time that has passed add up to the same, but for rounding.
    private static readonly TimeSpan Clearly = TimeSpan.FromSeconds(4);

    [SkippableFact]
    public async Task A_session_is_known_to_another_director_and_not_forgotten_though_it_says_little()
    {
        (await NewDirector().StartAsync()).Expect(OcfCode.Success);
        (await ReceiverAsync("start")).Expect(OcfCode.Success);
        try
        {
            using var held = await Laboratory.HoldAsync();
            var watch = Stopwatch.StartNew();
            Assert.True(await held.IsAliveAsync());
            await OtherDirector.KnowsAsync(held, Patience);
            Console.WriteLine($"Another director knew a session after {watch.Elapsed.TotalSeconds:0.0} s.");

            var first = await OtherDirector.RemainingAsync(held);
            watch.Restart();
            var gained = TimeSpan.Zero;
            for (var words = 0; gained < Clearly; words++)
            {
                Assert.True(words < FewWords, $"The session's time was never set anew; {first + gained - watch.Elapsed} of it remain.");
                Assert.True(await held.IsAliveAsync());
                await Task.Delay(BetweenWords);
                gained = await OtherDirector.RemainingAsync(held) + watch.Elapsed - first;
            }
        }
        finally
        {
            await ReceiverAsync("stop");
        }
    }

    [SkippableFact]
    public async Task A_session_that_another_director_was_told_of_in_vain_is_told_of_again_at_the_next_word()
    {
        (await NewDirector().StartAsync()).Expect(OcfCode.Success);
        (await ReceiverAsync("start")).Expect(OcfCode.Success);
        await Laboratory.CutAsync(OtherDirector.Name);
        try
        {
            var watch = Stopwatch.StartNew();
            using var held = await Laboratory.HoldAsync();
            Assert.True(await held.IsAliveAsync());
            // The message goes out before this is over, and gets lost.
            await Task.Delay(UntilTold);
            await Laboratory.MendAsync(OtherDirector.Name);
            Assert.Equal(TimeSpan.Zero, await OtherDirector.RemainingAsync(held));

            Assert.True(await held.IsAliveAsync());
            Assert.True(watch.Elapsed < Refresh, $"It took {watch.Elapsed} to say two words, so that the session is told of anew in any case.");
            await OtherDirector.KnowsAsync(held, Patience);
        }
        finally
        {
            await Laboratory.MendAsync(OtherDirector.Name);
            await ReceiverAsync("stop");
        }
    }

    [SkippableFact]
    public async Task What_takes_the_connections_is_kept_running_and_stopped_with_its_last_user()
    {
        Laboratory.SkipOutside();
        (await ReceiverAsync("monitor", 10000)).Expect(OcfCode.NotRunning);
        (await ReceiverAsync("start", instance: "first")).Expect(OcfCode.Success);
        (await ReceiverAsync("start", instance: "second")).Expect(OcfCode.Success);
        Assert.Contains(Running, await DaemonsAsync(), StringComparison.Ordinal);

        await OtherDirector.RunAsync("ipvsadm", "--stop-daemon", "backup");
        (await ReceiverAsync("monitor", 10000, "first")).Expect(OcfCode.Degraded);
        Assert.Contains(Running, await DaemonsAsync(), StringComparison.Ordinal);
        (await ReceiverAsync("monitor", 10000, "first")).Expect(OcfCode.Success);

        (await ReceiverAsync("stop", instance: "first")).Expect(OcfCode.Success);
        Assert.Contains(Running, await DaemonsAsync(), StringComparison.Ordinal);
        (await ReceiverAsync("stop", instance: "second")).Expect(OcfCode.Success);
        Assert.DoesNotContain("backup", await DaemonsAsync(), StringComparison.Ordinal);
        (await ReceiverAsync("monitor", 10000, "second")).Expect(OcfCode.NotRunning);
    }

    private Agent NewDirector()
    {
        var agent = NewAgent();
        agent.Parameters["weight_of_realservers"] = Laboratory.Address(1);
        foreach (var (name, text) in Synchronisation)
        {
            agent.Parameters[name] = text;
        }

        return agent;
    }

    private Task<CommandResult> ReceiverAsync(string action, int interval = 0, string instance = "sync") =>
        OtherDirector.RealServerAsync(Folder, action, Synchronisation, instance, interval);

    private static Task<string> DaemonsAsync() => OtherDirector.RunAsync("ipvsadm", "-L", "--daemon");
}
