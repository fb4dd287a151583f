using System.Text.Json;
using LvsPluggable.Kernel.Tests.Lab;

namespace LvsPluggable.Kernel.Tests.Scenarios;

/// <summary>A thousand virtual services with ten real servers each, in one host.</summary>
public sealed class ManyServicesTests(Laboratory laboratory) : Scenario(laboratory)
{
    private const int Services = 1000;
    private const int Servers = 10;

    // Where everything takes turns on one slow processor.
    private static readonly TimeSpan Ample = TimeSpan.FromSeconds(60);

    private string ConfigFile => Path.Combine(Folder, "lvsdr.json");

    [SkippableFact]
    public async Task A_thousand_services_are_there_soon_and_a_reload_sends_one_message_for_one_changed_line_and_none_for_none()
    {
        var agent = NewAgent();
        agent.Parameters.Clear();
        agent.Parameters["config"] = ConfigFile;
        Write(changed: null);
        (await agent.StartAsync()).Expect(OcfCode.Success);
        await Eventually.EqualAsync(Services * Servers, () => Task.FromResult(Entries().Count), "all should be in the table.", Ample);
        var before = Entries();
        await MonitorBecomesAsync(agent, OcfCode.Success, within: Ample);

        var (changes, others) = await NetlinkTrace.DuringAsync(Folder, agent.HostId, async () =>
        {
            Write(changed: 500);
            (await agent.ReloadAsync()).Expect(OcfCode.Success);
            await Eventually.EqualAsync(
                1, () => Task.FromResult(Entries().Except(before, StringComparer.Ordinal).Count()), "one entry should have changed.", Ample);
        });
        Console.WriteLine($"One changed line of {Services * Servers}: {changes.Count} message that changes, {others} that ask.");
        Assert.Equal(["set dest"], changes);
        Assert.Equal(Services * Servers, Entries().Count);

        // What somebody takes out meanwhile, and is put back, shows that messages are still seen when the reload is over.
        (changes, others) = await NetlinkTrace.DuringAsync(Folder, agent.HostId, async () =>
        {
            (await agent.ReloadAsync()).Expect(OcfCode.Success);
            await Ipvsadm.DoAsync($"-d -t {Vip(0)}:{Laboratory.Port} -r {Laboratory.Address(1)}:{Laboratory.Port}");
            await Eventually.EqualAsync(Services * Servers, () => Task.FromResult(Entries().Count), "all should be in the table again.", Ample);
        });
        Console.WriteLine($"No changed line, and one entry to be put back: {changes.Count} message that changes, {others} that ask.");
        Assert.Equal(["new dest"], changes);
        (await agent.StopAsync()).Expect(OcfCode.Success);
        await TableIsAsync("");
    }

    private static string Vip(int number) => $"10.60.{number / 250}.{(number % 250) + 1}";

    // Each with the service that it belongs to. Forms of lines: net/netfilter/ipvs/ip_vs_ctl.c, ip_vs_info_seq_show.
    private static List<string> Entries()
    {
        var service = "";
        var entries = new List<string>();
        foreach (var line in File.ReadLines("/proc/net/ip_vs").Skip(3))
        {
            if (line.StartsWith("  ->", StringComparison.Ordinal))
            {
                entries.Add($"{service} {line}");
            }
            else
            {
                service = line;
            }
        }

        return entries;
    }

    private void Write(int? changed) => File.WriteAllText(ConfigFile, JsonSerializer.Serialize(new
    {
        defaults = new { port = Laboratory.Port },
        services = Enumerable.Range(0, Services).ToDictionary(number => $"service{number}", number => new
        {
            vip = Vip(number),
            weight_of_realservers = Enumerable.Range(1, Servers).Select(server =>
                $"{Laboratory.Address(server)}{(number == changed && server == 3 ? ",7" : "")}"),
        }),
    }));
}
