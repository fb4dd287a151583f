using LvsPluggable.Kernel.Tests.Lab;

namespace LvsPluggable.Kernel.Tests.Scenarios;

public sealed class OcfTests(Laboratory laboratory) : Scenario(laboratory)
{
    [SkippableTheory]
    [InlineData("lvsdr", "10.77.0.50")]
    [InlineData("lvs", "10.77.0.52")]
    public async Task The_agent_passes_ocf_tester(string kind, string vip)
    {
        Laboratory.SkipOutside();
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["LVSDR_HOST"] = Path.Combine(Laboratory.Installed, "usr/lib/lvsdr/lvsdr"),
        };
        string[] command =
        [
            "ocf-tester", "-v", "-n", kind, "-o", $"vip={vip}", "-o", $"port={Laboratory.Port}",
            "-o", $"weight_of_realservers={Laboratory.Address(1)}", Agent.FileOf(kind),
        ];

        var result = (await Shell.RunAsync(command, environment, TimeSpan.FromSeconds(300))).Expect(0);

        Assert.Contains("passed all tests", result.Output, StringComparison.Ordinal);
        await TableIsAsync("");
    }

    [SkippableFact]
    public async Task A_plugin_built_elsewhere_works_from_etc_and_its_parameter_is_in_the_meta_data()
    {
        var agent = NewAgent();
        const string folder = "/etc/lvsdr/plugins/Outside";
        Directory.CreateDirectory("/etc/lvsdr/plugins");
        (await Shell.RunAsync("cp", "-r", Path.Combine(Laboratory.Installed, "outside"), folder)).Expect(0);
        try
        {
            var metaData = (await agent.RunAsync("meta-data")).Expect(OcfCode.Success);
            Assert.Contains("<parameter name=\"outside_servers\"", metaData.Output, StringComparison.Ordinal);

            agent.Parameters["outside_servers"] = $"{Laboratory.Address(2)} {Laboratory.Address(4)}";
            (await agent.StartAsync()).Expect(OcfCode.Success);

            await TableIsAsync(Table((2, 8), (4, 8)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [SkippableFact]
    public async Task A_parameter_of_a_plugin_that_is_not_there_is_named_and_means_not_installed()
    {
        var agent = NewAgent();
        agent.Parameters["weight_of_realservers"] = Laboratory.Address(1);
        agent.Parameters["outside_servers"] = Laboratory.Address(2);

        var start = (await agent.StartAsync()).Expect(OcfCode.NotInstalled);

        Assert.Contains("outside_servers", start.Reason, StringComparison.Ordinal);
        await TableIsAsync("");
    }

    [SkippableTheory]
    [InlineData("notify")]
    [InlineData("promote")]
    [InlineData("nonsense")]
    public async Task Actions_that_there_are_not_are_refused(string action)
    {
        var agent = NewAgent();

        (await agent.RunAsync(action)).Expect(OcfCode.Unimplemented);
    }

    [SkippableFact]
    public async Task Meta_data_is_there_for_nobody_with_an_empty_environment_and_a_broken_plugin()
    {
        Laboratory.SkipOutside();
        Directory.CreateDirectory("/etc/lvsdr/plugins/Broken");
        try
        {
            await File.WriteAllTextAsync("/etc/lvsdr/plugins/Broken/Broken.dll", "no assembly");

            var result = (await Shell.RunAsync(
                "setpriv", "--reuid", "nobody", "--clear-groups", "env", "-i", "PATH=/usr/sbin:/bin:/usr/bin",
                $"LVSDR_HOST={Laboratory.Installed}/usr/lib/lvsdr/lvsdr", Agent.File, "meta-data")).Expect(OcfCode.Success);

            Assert.StartsWith("<?xml", result.Output, StringComparison.Ordinal);
            Assert.Contains("realserver_get_real_servers_script", result.Output, StringComparison.Ordinal);
            Assert.EndsWith("</resource-agent>\n", result.Output, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete("/etc/lvsdr/plugins/Broken", recursive: true);
        }
    }
}
