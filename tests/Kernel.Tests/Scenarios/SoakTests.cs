using System.Diagnostics;
using System.Globalization;
using LvsPluggable.Kernel.Tests.Lab;

namespace LvsPluggable.Kernel.Tests.Scenarios;

/// <summary>A plugin that means harm beside good ones, for as long as <c>./test.sh soak</c> says.</summary>
[Trait("Category", "Soak")]
public sealed class SoakTests(Laboratory laboratory) : Scenario(laboratory)
{
    // All that it can do but what only shows how slow the laboratory is: to print, and to make lists, without end.
    private const string Harm = "source-factory-throws source-factory-null source-blocks source-endless source-null source-escapes "
        + "source-impossible source-always-ready check-blocks check-blocks-the-pool check-blocks-the-clock check-cancel-throws check-cancel-blocks check-cancel-blocks-and-ends check-wait-blocks "
        + "check-factory-throws check-factory-null check-out-of-range check-always-ready";

    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private static TimeSpan Duration => TimeSpan.FromSeconds(
        int.Parse(Environment.GetEnvironmentVariable("LVSDR_SOAK") ?? "3600", CultureInfo.InvariantCulture));

    [SkippableFact]
    public async Task Beside_a_hostile_plugin_no_session_is_cut_and_neither_threads_nor_memory_nor_descriptors_grow()
    {
        var agent = NewAgent();
        var list = new TestScript(Folder, "list", "");
        list.List(1, 2);
        var check = new TestScript(Folder, "check", "echo t");
        agent.Parameters["realserver_get_real_servers_script"] = list.File;
        agent.Parameters["realserver_check_active_real_server_script"] = check.File;
        agent.Parameters["realserver_merge"] = "any";
        (await agent.StartAsync()).Expect(OcfCode.Success);
        await TableBecomesAsync(Table((1, 1), (2, 1)), Patience);
        var held = new List<HeldConnection>();
        for (var number = 0; number < 6; number++)
        {
            held.Add(await Laboratory.HoldAsync());
        }

        HostilePlugin.Use(agent, Harm);
        (await agent.ReloadAsync()).Expect(OcfCode.Success);
        var host = agent.HostId;
        var settled = await LookAsync(host, held, list, Settling);
        var looks = await LookAsync(host, held, list, Duration - Settling);

        Assert.Equal(host, agent.HostId);
        var quarter = looks.Count / 4;
        Usage first = Usage.Highest(settled), last = Usage.Highest(looks.TakeLast(quarter));
        Console.WriteLine($"{looks.Count} looks; settling: {first}; last quarter: {last}");
        Assert.True(last.Threads <= first.Threads + 2, $"threads: {first.Threads}, then {last.Threads}");
        Assert.True(last.Descriptors <= first.Descriptors + 4, $"descriptors: {first.Descriptors}, then {last.Descriptors}");
        Assert.True(last.Megabytes <= (first.Megabytes * 1.1) + 5, $"resident MB: {first.Megabytes}, then {last.Megabytes}");
        held.ForEach(session => session.Dispose());
    }

    // A third server comes and goes, so that there is always something to do.
    private static async Task<List<Usage>> LookAsync(int host, List<HeldConnection> held, TestScript list, TimeSpan time)
    {
        var usages = new List<Usage>();
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < time)
        {
            list.List(usages.Count % 6 < 3 ? [1, 2, 3] : [1, 2]);
            await Task.Delay(Pause);
            foreach (var session in held)
            {
                Assert.True(await session.IsAliveAsync(), $"after {watch.Elapsed} a session on {session.Server} is gone");
            }

            var table = await Ipvsadm.SaveAsync();
            Assert.Contains($"-r {Laboratory.Address(1)}:{Laboratory.Port} -g -w 1", table, StringComparison.Ordinal);
            Assert.Contains($"-r {Laboratory.Address(2)}:{Laboratory.Port} -g -w 1", table, StringComparison.Ordinal);
            usages.Add(Usage.Of(host));
        }

        return usages;
    }

    private sealed record Usage(int Threads, int Descriptors, double Megabytes)
    {
        public static Usage Of(int process)
        {
            var status = File.ReadLines($"/proc/{process}/status")
                .Select(line => line.Split([':', '\t', ' '], StringSplitOptions.RemoveEmptyEntries))
                .Where(words => words.Length > 1)
                .ToDictionary(words => words[0], words => words[1], StringComparer.Ordinal);
            return new Usage(
                int.Parse(status["Threads"], CultureInfo.InvariantCulture),
                Directory.EnumerateFileSystemEntries($"/proc/{process}/fd").Count(),
                int.Parse(status["VmRSS"], CultureInfo.InvariantCulture) / 1024.0);
        }

        public static Usage Highest(IEnumerable<Usage> usages) =>
            usages.Aggregate((a, b) => new Usage(Math.Max(a.Threads, b.Threads), Math.Max(a.Descriptors, b.Descriptors), Math.Max(a.Megabytes, b.Megabytes)));
    }
}
