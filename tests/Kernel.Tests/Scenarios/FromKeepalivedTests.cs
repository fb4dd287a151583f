using System.Diagnostics;
using LvsPluggable.Kernel.Tests.Lab;

namespace LvsPluggable.Kernel.Tests.Scenarios;

/// <summary>What docs/from-keepalived.md has in place of a keepalived.conf, with the parameters that stand there.</summary>
public sealed class FromKeepalivedTests(Laboratory laboratory) : Scenario(laboratory)
{
    private const string Page = "docs/from-keepalived.md";

    // An interval of 6 s, the questions of ARP, and what a machine that is held up takes.
    private static readonly TimeSpan UntilAHostIsMissed = TimeSpan.FromSeconds(20);

    [SkippableFact]
    public async Task A_client_stays_with_its_server_until_that_one_dies_or_its_host_is_cut_off()
    {
        await using var other = await OtherDirector.CreateAsync();
        var agent = await StartAsync();
        using var held = await Laboratory.HoldAsync();
        Assert.Equal([held.Server], (await Laboratory.ConnectAsync(times: 4)).Distinct());
        var (first, second) = held.Server == "rs1" ? (1, 2) : (2, 1);

        var watch = Stopwatch.StartNew();
        Lab.KillServer(first);
        // Sooner than the interval of 6 s.
        await TableBecomesAsync(Sticky(second));
        Console.WriteLine($"A server that was killed left after {watch.Elapsed.TotalSeconds:0.0} s.");
        Assert.False(await held.IsAliveAsync());
        Assert.Equal([$"rs{second}"], (await Laboratory.ConnectAsync(times: 2)).Distinct());

        Lab.StartServer(first);
        await TableBecomesAsync(Sticky(1, 2), Patience);
        Assert.Equal([$"rs{second}"], (await Laboratory.ConnectAsync(times: 4)).Distinct());

        await Laboratory.CutAsync($"rs{second}");
        try
        {
            watch.Restart();
            await TableBecomesAsync(Sticky(first), UntilAHostIsMissed);
            Console.WriteLine($"A host that was cut off left after {watch.Elapsed.TotalSeconds:0.0} s.");
            Assert.Equal([$"rs{first}"], (await Laboratory.ConnectAsync(times: 2)).Distinct());
        }
        finally
        {
            await Laboratory.MendAsync($"rs{second}");
        }

        await TableBecomesAsync(Sticky(1, 2), Patience);
        (await agent.StopAsync()).Expect(OcfCode.Success);
    }

    [SkippableFact]
    public async Task A_session_goes_on_when_the_other_director_takes_over()
    {
        await using var other = await OtherDirector.CreateAsync();
        var taken = DocumentedResource.Parameters(Page, "lvsdr-sync");
        (await OtherDirector.RealServerAsync(Folder, "start", taken)).Expect(OcfCode.Success);
        var agent = await StartAsync();
        using var held = await Laboratory.HoldAsync();
        Assert.True(await held.IsAliveAsync());

        // The kernel may not have told of it yet.
        (await agent.StopAsync()).Expect(OcfCode.Success);
        var next = NewDocumentedAgent(Page, "next", OtherDirector.Name);
        (await next.StartAsync()).Expect(OcfCode.Success);
        await OtherDirector.TakeAddressAsync();

        Assert.True(await held.IsAliveAsync());
        Assert.Single((await Laboratory.ConnectAsync(times: 4)).Distinct());
        (await next.StopAsync()).Expect(OcfCode.Success);
        (await OtherDirector.RealServerAsync(Folder, "stop", taken)).Expect(OcfCode.Success);
    }

    private static string Sticky(params int[] servers) =>
        Table([.. servers.Select(server => (server, 1))]).Replace("-s rr", "-s wlc -p 50", StringComparison.Ordinal);

    private async Task<Agent> StartAsync()
    {
        var agent = NewDocumentedAgent(Page);
        (await agent.StartAsync()).Expect(OcfCode.Success);
        await TableIsAsync(Sticky(1, 2));
        return agent;
    }
}
