using LvsPluggable.Kernel.Tests.Lab;

namespace LvsPluggable.Kernel.Tests.Scenarios;

/// <summary>The agent lvs with the host and a kernel: a director with the address besides, which clients find.</summary>
public sealed class PromoteTests(Laboratory laboratory) : Scenario(laboratory)
{
    [SkippableTheory]
    [InlineData("10.77.0.50", "10.77.0.50/32", "")]
    [InlineData("fd77::50", "fd77::50/128", "nodad preferred_lft 0")]
    public async Task Clients_that_knew_the_address_elsewhere_are_told_where_it_is_and_balanced(string vip, string held, string how)
    {
        Laboratory.SkipOutside();
        await IpAsync($"address del {held} dev eth0");
        var former = "02:00:00:00:00:09";
        await IpAsync($"-n client neighbour replace {vip} lladdr {former} dev eth0 nud stale");
        await using var agent = new Agent("reads", Folder)
        {
            Kind = "lvs",
            Parameters =
            {
                ["vip"] = vip,
                ["port"] = $"{Laboratory.Port}",
                ["weight_of_realservers"] = vip.Contains(':') ? "fd77::11 fd77::12" : $"{Laboratory.Address(1)} {Laboratory.Address(2)}",
                ["nic"] = "eth0",
                ["tcp_check"] = "true",
            },
        };
        try
        {
            (await agent.StartAsync()).Expect(OcfCode.Success);
            (await agent.MonitorAsync()).Expect(OcfCode.Success);
            await TableIsAsync("");

            (await agent.RunAsync("promote")).Expect(OcfCode.Success);

            (await agent.MonitorAsync()).Expect(OcfCode.Promoted);
            await Eventually.MeetsAsync(
                neighbour => !neighbour.Contains(former, StringComparison.Ordinal),
                () => IpAsync($"-n client neighbour show {vip} dev eth0"),
                "the client should have been told.",
                Patience);
            Assert.Equal(["rs1", "rs2"], (await Laboratory.ConnectAsync(times: 4, vip)).Distinct().Order(StringComparer.Ordinal));

            (await agent.RunAsync("demote")).Expect(OcfCode.Success);
            await TableIsAsync("");
            (await agent.MonitorAsync()).Expect(OcfCode.Success);
            (await agent.StopAsync()).Expect(OcfCode.Success);
        }
        finally
        {
            await agent.StopAsync();
            await IpAsync($"address add {held} dev eth0 {how}".TrimEnd());
            await IpAsync("-n client neighbour flush dev eth0");
        }
    }

    [SkippableFact]
    public async Task A_promotion_writes_the_table_that_a_host_in_standby_has_ready_and_connections_are_balanced()
    {
        Laboratory.SkipOutside();
        await IpAsync($"address del {Laboratory.Vip}/32 dev eth0");
        await using var agent = new Agent("warm", Folder)
        {
            Kind = "lvs",
            Parameters =
            {
                ["vip"] = Laboratory.Vip,
                ["port"] = $"{Laboratory.Port}",
                ["weight_of_realservers"] = $"{Laboratory.Address(1)} {Laboratory.Address(2)}",
                ["nic"] = "eth0",
                ["tcp_check"] = "true",
                ["warm"] = "true",
            },
        };
        try
        {
            (await agent.StartAsync()).Expect(OcfCode.Success);
            await Eventually.MeetsAsync(monitor => monitor.ExitCode == OcfCode.Success, agent.MonitorAsync, "a host should stand by.", Patience);
            var status = (await agent.CallAsync("status", "warm")).Expect(0).Output;
            Assert.Contains("in standby", status, StringComparison.Ordinal);
            Assert.Contains($"{Laboratory.Address(1)}:{Laboratory.Port}", status, StringComparison.Ordinal);
            await TableIsAsync("");
            var host = agent.HostId;

            (await agent.RunAsync("promote")).Expect(OcfCode.Success);

            Assert.Equal(host, agent.HostId);
            Assert.DoesNotContain("changed from outside", await File.ReadAllTextAsync("/var/log/lvsdr/warm.log"), StringComparison.Ordinal);
            (await agent.MonitorAsync()).Expect(OcfCode.Promoted);
            Assert.Equal(["rs1", "rs2"], (await Laboratory.ConnectAsync(times: 4)).Distinct().Order(StringComparer.Ordinal));

            (await agent.RunAsync("demote")).Expect(OcfCode.Success);
            await TableIsAsync("");
            (await agent.StopAsync()).Expect(OcfCode.Success);
        }
        finally
        {
            await agent.StopAsync();
            await IpAsync($"address add {Laboratory.Vip}/32 dev eth0");
            await IpAsync("-n client neighbour flush dev eth0");
        }
    }

    [SkippableFact]
    public async Task The_services_of_a_file_come_and_go_with_the_role()
    {
        Laboratory.SkipOutside();
        await IpAsync($"address del {Laboratory.Vip}/32 dev eth0");
        var file = Path.Combine(Folder, "lvsdr.json");
        string[] ports = [$"{Laboratory.Port}", "6432"];
        var services = string.Join(", ", ports.Select(port =>
            $"\"p{port}\": {{ \"vip\": \"{Laboratory.Vip}\", \"port\": {port}, \"weight_of_realservers\": \"{Laboratory.Address(1)} {Laboratory.Address(2)}\" }}"));
        await File.WriteAllTextAsync(file, $"{{ \"services\": {{ {services} }} }}");
        await using var agent = new Agent("many", Folder)
        {
            Kind = "lvs",
            Parameters = { ["vip"] = Laboratory.Vip, ["config"] = file, ["nic"] = "eth0" },
        };
        try
        {
            (await agent.StartAsync()).Expect(OcfCode.Success);
            (await agent.MonitorAsync()).Expect(OcfCode.Success);

            (await agent.RunAsync("promote")).Expect(OcfCode.Success);
            (await agent.MonitorAsync()).Expect(OcfCode.Promoted);
            var table = await Ipvsadm.SaveAsync();
            Assert.All(ports, port => Assert.Contains($"-A -t {Laboratory.Vip}:{port} ", table, StringComparison.Ordinal));
            Assert.Equal(["rs1", "rs2"], (await Laboratory.ConnectAsync(times: 4)).Distinct().Order(StringComparer.Ordinal));

            (await agent.RunAsync("demote")).Expect(OcfCode.Success);
            await TableIsAsync("");
            (await Shell.RunAsync("ipvsadm", "-A", "-t", $"{Laboratory.Vip}:7000")).Expect(0);
            Assert.Contains($"{Laboratory.Vip}:7000", (await agent.MonitorAsync()).Expect(OcfCode.Failed).Reason, StringComparison.Ordinal);
            (await agent.StopAsync()).Expect(OcfCode.Success);
            await TableIsAsync("");
        }
        finally
        {
            await agent.StopAsync();
            await IpAsync($"address add {Laboratory.Vip}/32 dev eth0");
            await IpAsync("-n client neighbour flush dev eth0");
        }
    }

    private static async Task<string> IpAsync(string words) => (await Shell.RunAsync(["ip", .. words.Split(' ')])).Expect(0).Output;
}
