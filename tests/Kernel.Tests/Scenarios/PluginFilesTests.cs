using LvsPluggable.Kernel.Tests.Lab;

namespace LvsPluggable.Kernel.Tests.Scenarios;

/// <summary>A plugin that is upgraded, and removed, under a host and a client's connection.</summary>
public sealed class PluginFilesTests(Laboratory laboratory) : Scenario(laboratory)
{
    // Plugins are trusted where nobody else can write, which is not so in a temporary folder.
    private const string Plugins = "/run/lvsdr-changing-plugins";

    [SkippableFact]
    public async Task An_upgraded_plugin_is_used_after_restart_adopt_and_one_that_is_gone_leaves_the_last_list()
    {
        await PutAsync("outside");
        var agent = NewAgent();
        agent.Parameters["plugin_path"] = Plugins;
        agent.Parameters["outside_servers"] = Laboratory.Address(1);
        (await agent.StartAsync()).Expect(OcfCode.Success);
        await TableIsAsync(Table((1, 8)));
        using var held = await Laboratory.HoldAsync();

        await PutAsync("outside2");
        await ShowsAsync("plugin outside: 1.0.0.0 is loaded, 2.0.0.0 is on the disk");
        Assert.Contains("\"loaded\":\"1.0.0.0\",\"on_disk\":\"2.0.0.0\"", (await agent.CallAsync("status", "--json")).Output, StringComparison.Ordinal);
        (await agent.MonitorAsync()).Expect(OcfCode.Success);
        await RestartsAsync();
        Assert.DoesNotContain("is loaded", (await agent.CallAsync("status")).Output, StringComparison.Ordinal);

        await PutAsync(null);
        await ShowsAsync($"plugin outside: 2.0.0.0 is loaded, {Plugins}/Outside/Outside.dll is gone");
        await RestartsAsync();
        await MonitorBecomesAsync(agent, OcfCode.Degraded, "outside_servers belonged to plugin outside 2.0.0.0");
        await TableIsAsync(Table((1, 8)));

        await PutAsync("outside");
        await RestartsAsync();
        (await agent.MonitorAsync()).Expect(OcfCode.Success);

        // A parameter of the new file alone, for which another host has to be started.
        await PutAsync("outside2");
        var former = agent.HostId;
        agent.Parameters["outside_weight"] = "5";
        (await agent.ReloadAsync()).Expect(OcfCode.Success);
        Assert.NotEqual(former, agent.HostId);
        await TableBecomesAsync(Table((1, 5)));
        (await agent.MonitorAsync()).Expect(OcfCode.Success);
        Assert.True(await held.IsAliveAsync());
        (await agent.StopAsync()).Expect(OcfCode.Success);
        Directory.Delete(Plugins, recursive: true);

        async Task ShowsAsync(string said) => Assert.Contains(said, (await agent.CallAsync("status")).Output, StringComparison.Ordinal);

        async Task RestartsAsync()
        {
            var host = agent.HostId;
            (await agent.RestartAsync()).Expect(0);
            Assert.NotEqual(host, agent.HostId);
            await TableIsAsync(Table((1, 8)));
            Assert.True(await held.IsAliveAsync());
        }
    }

    // As a package does it: another file of the same name, or none.
    private static async Task PutAsync(string? version) => (await Shell.RunAsync(
        "sh", "-ec", """
        rm -rf "$1/Outside"
        mkdir -p "$1"
        [ -z "$2" ] || cp -a "$2" "$1/Outside"
        """, "put", Plugins, version is null ? "" : Path.Combine(Laboratory.Installed, version))).Expect(0);
}
