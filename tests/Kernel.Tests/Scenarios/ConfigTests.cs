using LvsPluggable.Kernel.Tests.Lab;

namespace LvsPluggable.Kernel.Tests.Scenarios;

/// <summary>Many services in one host, from a file.</summary>
public sealed class ConfigTests(Laboratory laboratory) : Scenario(laboratory)
{
    private string ConfigFile => Path.Combine(Folder, "lvsdr.json");

    [SkippableFact]
    public async Task A_file_makes_services_that_share_real_servers_and_a_change_touches_what_it_is_about()
    {
        var agent = await StartAsync("rr");
        using var held = await Laboratory.HoldAsync();
        using var other = await Laboratory.HoldAsync(Laboratory.OtherVip);

        Write("wlc");
        (await agent.ReloadAsync()).Expect(OcfCode.Success);
        await TableBecomesAsync(Tables("wlc"), Patience);

        Lab.KillServer(held.Server == "rs1" ? 2 : 1);
        await TableBecomesAsync(Tables("wlc", held.Server == "rs1" ? [1] : [2]), Patience);
        Assert.True(await held.IsAliveAsync());
        Assert.Equal(other.Server == held.Server, await other.IsAliveAsync());
        (await agent.StopAsync()).Expect(OcfCode.Success);
        await TableIsAsync("");
    }

    [SkippableFact]
    public async Task A_file_with_mistakes_changes_nothing_and_a_host_that_dies_comes_back_with_the_last_good_one()
    {
        var agent = await StartAsync("rr");
        using var held = await Laboratory.HoldAsync();

        await File.WriteAllTextAsync(ConfigFile, "{ \"services\": { \"reads\": { \"prot\": 5432 } } }");
        await agent.ReloadAsync();
        await MonitorBecomesAsync(agent, OcfCode.Degraded, $"{ConfigFile}:1:17: vip is not set");
        var found = (await agent.CallAsync("check-config", ConfigFile)).Expect(OcfCode.NotConfigured);
        Assert.Contains($"{ConfigFile}:1:28: prot is not a parameter of lvsdr or of any loaded plugin; did you mean port?", found.Error, StringComparison.Ordinal);
        await TableIsAsync(Tables("rr"));

        var host = agent.HostId;
        await agent.SignalAsync("KILL");
        await Eventually.HoldsAsync(() => agent.HostId != host && agent.HostId != 0, "another host should run.", Patience);
        await MonitorBecomesAsync(agent, OcfCode.Degraded, "restarted after");
        await TableIsAsync(Tables("rr"));
        Assert.True(await held.IsAliveAsync());

        Write("wlc");
        (await agent.CallAsync("check-config", ConfigFile)).Expect(OcfCode.Success);
        (await agent.CallAsync("reload", "db")).Expect(OcfCode.Success);
        await TableBecomesAsync(Tables("wlc"), Patience);
        Write("sed");
        await agent.SignalAsync("HUP");
        await TableBecomesAsync(Tables("sed"), Patience);
        Assert.True(await held.IsAliveAsync());
    }

    private static string Tables(string scheduler, params int[] servers) => Ipvsadm.Sorted(
        new[] { (Vip: Laboratory.Vip, Scheduler: "rr"), (Vip: Laboratory.OtherVip, Scheduler: scheduler) }.SelectMany(service =>
            (servers.Length > 0 ? servers : [1, 2])
                .Select(server => $"-a -t {service.Vip}:{Laboratory.Port} -r {Laboratory.Address(server)}:{Laboratory.Port} -g -w 1")
                .Prepend($"-A -t {service.Vip}:{Laboratory.Port} -s {service.Scheduler}")));

    private void Write(string scheduler) => File.WriteAllText(ConfigFile, $$"""
        {
          "host": { "sync_interval": "1s" },
          "defaults": { "port": {{Laboratory.Port}} },
          "pools": {
            "both": {
              // What the scenario looks at is a second old.
              "source_interval": "1s", "check_interval": "1s", "tcp_check": true,
              "weight_of_realservers": ["{{Laboratory.Address(1)}}", "{{Laboratory.Address(2)}}"]
            }
          },
          "services": {
            "reads": { "vip": "{{Laboratory.Vip}}", "pool": "both" },
            "reports": { "vip": "{{Laboratory.OtherVip}}", "pool": "both", "virtual_service_options": "-s {{scheduler}}" }
          }
        }
        """);

    private async Task<Agent> StartAsync(string scheduler)
    {
        var agent = NewAgent();
        Write(scheduler);
        agent.Parameters.Clear();
        agent.Parameters["config"] = ConfigFile;
        (await agent.StartAsync()).Expect(OcfCode.Success);
        await TableBecomesAsync(Tables(scheduler), Patience);
        return agent;
    }
}
