using LvsPluggable.Kernel.Tests.Lab;

namespace LvsPluggable.Kernel.Tests.Scenarios;

/// <summary>Where connections are sent to other directors, and in messages of which length.</summary>
public sealed class SynchronisationGroupTests(Laboratory laboratory) : Scenario(laboratory)
{
    private const string Port = "8850";
    private const string Another = "rs3";

    [SkippableTheory]
    [InlineData("224.0.0.90", "224.0.0.91", Port)]
    [InlineData("ff02::90", "ff02::90", "8851")]
    public async Task Who_listens_to_the_same_group_and_port_is_told_of_a_session_and_who_listens_elsewhere_is_not(
        string group, string otherGroup, string otherPort)
    {
        var synchronisation = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["sync_interface"] = "eth0",
            ["sync_id"] = "7",
            ["sync_maxlen"] = "2000",
            ["sync_group"] = group,
            ["sync_port"] = Port,
        };
        await StartListAsync(Laboratory.Address(1), [.. synchronisation.Select(pair => (pair.Key, pair.Value))]);
        (await OtherDirector.RealServerAsync(Folder, "start", synchronisation)).Expect(OcfCode.Success);
        try
        {
            var wanted = $"(mcast=eth0, syncid=7, maxlen=2000, group={group}, port={Port}, ";
            Assert.Contains($"master sync daemon {wanted}", (await Shell.RunAsync("ipvsadm", "-L", "--daemon")).Expect(0).Output, StringComparison.Ordinal);
            Assert.Contains($"backup sync daemon {wanted}", await OtherDirector.RunAsync("ipvsadm", "-L", "--daemon"), StringComparison.Ordinal);

            await ListenAsync(otherGroup, otherPort);
            using var first = await Laboratory.HoldAsync();
            await OtherDirector.KnowsAsync(first, Patience);
            Assert.False(await KnowsAsync(first));

            // Nothing else than where it listens kept it from knowing.
            await OnAnotherAsync("--stop-daemon", "backup");
            await ListenAsync(group, Port);
            using var second = await Laboratory.HoldAsync();
            await Eventually.HoldsAsync(() => KnowsAsync(second), "who listens to the same group and port by now should know the session.", Patience);
        }
        finally
        {
            // None runs where the scenario ended before.
            await Shell.RunAsync("ip", "netns", "exec", Another, "ipvsadm", "--stop-daemon", "backup");
            (await OtherDirector.RealServerAsync(Folder, "stop", synchronisation)).Expect(OcfCode.Success);
        }
    }

    private static Task<string> ListenAsync(string group, string port) => OnAnotherAsync(
        "--start-daemon", "backup", "--mcast-interface", "eth0", "--syncid", "7", "--sync-maxlen", "2000", "--mcast-group", group, "--mcast-port", port);

    // TCP 14:55 ESTABLISHED 10.77.0.100:40000 ...
    private static async Task<bool> KnowsAsync(HeldConnection held) =>
        (await OnAnotherAsync("-L", "-n", "-c")).Contains($" {held.ClientEnd} ", StringComparison.Ordinal);

    private static async Task<string> OnAnotherAsync(params string[] words) =>
        (await Shell.RunAsync(["ip", "netns", "exec", Another, "ipvsadm", .. words])).Expect(0).Output;
}
