using System.Globalization;
using LvsPluggable.Kernel.Tests.Lab;
using Xunit.Abstractions;

namespace LvsPluggable.Kernel.Tests.Scenarios;

/// <summary>What the host does while nothing happens, counted, which depends little on how fast the machine is.</summary>
public sealed class QuietTests(Laboratory laboratory, ITestOutputHelper output) : Scenario(laboratory)
{
    // Three looks by TCP, one at the kernel's table and half a heartbeat each second. A pool that spins for work made 1,100 of one kind alone.
    private const int MostCalls = 400;

    [SkippableFact]
    public async Task While_nothing_happens_the_host_asks_the_kernel_for_little_and_does_not_spin()
    {
        var agent = NewAgent();
        Skip.IfNot(File.Exists("/usr/bin/strace"), "strace is missing (package strace).");
        agent.Parameters["weight_of_realservers"] = string.Join(' ', Enumerable.Range(1, 3).Select(Laboratory.Address));
        agent.Parameters["tcp_check"] = "true";
        (await agent.StartAsync()).Expect(OcfCode.Success);
        await TableBecomesAsync(Table((1, 1), (2, 1), (3, 1)), Patience);

        // What a start leaves to be done comes to its end.
        var calls = await Eventually.MeetsAsync(
            calls => calls <= MostCalls, () => SystemCallsAsync(agent), $"at most {MostCalls} system calls a second were made.", Patience);

        Assert.True(calls > 0, "nothing was counted");
    }

    // How many a second; where reading the clock is one, it is not counted.
    private async Task<double> SystemCallsAsync(Agent agent)
    {
        const int Seconds = 10;
        var file = Path.Combine(Folder, "calls");
        await Shell.RunAsync(
            "timeout", "--signal=INT", $"{Seconds}", "strace", "-f", "-c", "-q", "-o", file, "-e", "trace=!clock_gettime", "-p", $"{agent.HostId}");
        var summary = await File.ReadAllLinesAsync(file);
        output.WriteLine(string.Join('\n', summary));
        var total = summary.Single(line => line.EndsWith(" total", StringComparison.Ordinal));
        return double.Parse(total.Split(' ', StringSplitOptions.RemoveEmptyEntries)[3], CultureInfo.InvariantCulture) / Seconds;
    }
}
