using System.Diagnostics;
using LvsPluggable.Kernel.Tests.Lab;

namespace LvsPluggable.Kernel.Tests.Scenarios;

/// <summary>Doubt quiesces, certainty removes, on the kernel's table with held connections.</summary>
public sealed class DoubtTests(Laboratory laboratory) : Scenario(laboratory)
{
    [SkippableFact]
    public async Task When_every_check_is_late_no_server_leaves_and_no_connection_is_cut()
    {
        var agent = NewAgent();
        agent.Parameters["check_timeout"] = "2s";
        // Longer than it takes, where everything is slow, until the second is in doubt as well.
        agent.Parameters["doubt_timeout"] = "10s";
        var check = await StartAsync(agent, "echo t");
        using var first = await Laboratory.HoldAsync();
        using var second = await Laboratory.HoldAsync();

        check.Behave("sleep 4244");
        await MonitorBecomesAsync(agent, OcfCode.Degraded, "in doubt");
        await check.HasRunAsync(times: 14, Patience);

        await TableIsAsync(Table((1, 1), (2, 1)));
        Assert.True(await first.IsAliveAsync());
        Assert.True(await second.IsAliveAsync());
        check.Behave("echo t");
        await MonitorBecomesAsync(agent, OcfCode.Success);
        // The first that is seen to be well again leaves the other in doubt alone, for a moment.
        await TableBecomesAsync(Table((1, 1), (2, 1)), Patience);
    }

    [SkippableFact]
    public async Task A_server_in_doubt_gets_no_new_connections_keeps_those_it_has_and_is_removed_when_doubt_has_lasted()
    {
        var agent = NewAgent();
        agent.Parameters["check_timeout"] = "2s";
        agent.Parameters["doubt_timeout"] = "8s";
        var check = await StartAsync(agent, "echo t");
        using var first = await Laboratory.HoldAsync();
        using var second = await Laboratory.HoldAsync();
        var held = first.Server == "rs2" ? first : second;

        check.Behave($"if [ \"$1\" = {Laboratory.Address(2)} ]; then sleep 4245; else echo t; fi");

        await TableBecomesAsync(Table((1, 1), (2, 0)), Patience);
        Assert.True(await held.IsAliveAsync());
        Assert.Equal(["rs1"], (await Laboratory.ConnectAsync(times: 3)).Distinct());
        await TableBecomesAsync(Table((1, 1)), Patience);
        Assert.False(await held.IsAliveAsync());
    }

    [SkippableTheory]
    [InlineData("1s")]
    [InlineData("30s")]
    public async Task A_host_without_power_leaves_whatever_the_deadline_of_its_check(string checkTimeout)
    {
        var agent = NewAgent();
        agent.Parameters["check_timeout"] = checkTimeout;
        agent.Parameters["doubt_timeout"] = "10m";
        await StartAsync(agent, "exec 3<>\"/dev/tcp/$1/5432\" && echo t || sleep 4246", shell: "bash");
        using var watched = await Laboratory.HoldAsync();
        var watch = Stopwatch.StartNew();

        await Laboratory.CutAsync("rs2");
        try
        {
            // Two seconds of questions; before that comes the rest of an interval.
            await TableBecomesAsync(Table((1, 1)), TimeSpan.FromSeconds(12));
            Console.WriteLine($"A host without power left after {watch.Elapsed.TotalSeconds:0.0} s, with check_timeout {checkTimeout}.");
        }
        finally
        {
            await Laboratory.MendAsync("rs2");
        }

        await TableBecomesAsync(Table((1, 1), (2, 1)), Patience);
    }

    [SkippableFact]
    public async Task When_it_is_the_director_that_the_network_has_left_no_server_leaves_and_no_connection_is_cut()
    {
        var agent = NewAgent();
        agent.Parameters["check_timeout"] = "2s";
        // Longer than it takes, where everything is slow, until the second is in doubt as well.
        agent.Parameters["doubt_timeout"] = "10s";
        var check = await StartAsync(agent, "exec 3<>\"/dev/tcp/$1/5432\" && echo t || sleep 4247", shell: "bash");
        using var first = await Laboratory.HoldAsync();
        using var second = await Laboratory.HoldAsync();

        await Laboratory.CutAsync("director");
        try
        {
            await MonitorBecomesAsync(agent, OcfCode.Degraded, "in doubt");
            await check.HasRunAsync(times: 14, Patience);
            await TableIsAsync(Table((1, 1), (2, 1)));
        }
        finally
        {
            await Laboratory.MendAsync("director");
        }

        await MonitorBecomesAsync(agent, OcfCode.Success);
        // The first that is seen to be well again leaves the other in doubt alone, for a moment.
        await TableBecomesAsync(Table((1, 1), (2, 1)), Patience);
        Assert.True(await first.IsAliveAsync());
        Assert.True(await second.IsAliveAsync());
    }

    [SkippableFact]
    public async Task Nor_does_a_server_leave_by_a_check_of_its_port_whose_connections_find_no_way()
    {
        var doubt = TimeSpan.FromSeconds(10);
        var agent = NewAgent();
        agent.Parameters["tcp_check"] = "true";
        agent.Parameters["doubt_timeout"] = $"{doubt.TotalSeconds}s";
        agent.Parameters["weight_of_realservers"] = $"{Laboratory.Address(1)} {Laboratory.Address(2)}";
        (await agent.StartAsync()).Expect(OcfCode.Success);
        await TableBecomesAsync(Table((1, 1), (2, 1)), Patience);
        using var held = await Laboratory.HoldAsync();

        await Laboratory.CutAsync("director");
        try
        {
            await MonitorBecomesAsync(agent, OcfCode.Degraded, "in doubt");
            // The first that is in doubt is so alone, for a moment.
            await TableBecomesAsync(Table((1, 1), (2, 1)), Patience);
            for (var watch = Stopwatch.StartNew(); watch.Elapsed < doubt * 1.5;)
            {
                await TableIsAsync(Table((1, 1), (2, 1)));
                await Task.Delay(TimeSpan.FromMilliseconds(200));
            }
        }
        finally
        {
            await Laboratory.MendAsync("director");
        }

        await MonitorBecomesAsync(agent, OcfCode.Success);
        await TableBecomesAsync(Table((1, 1), (2, 1)), Patience);
        Assert.True(await held.IsAliveAsync());
    }

    private async Task<TestScript> StartAsync(Agent agent, string body, string shell = "sh")
    {
        var check = new TestScript(Folder, "check", shell == "sh" ? body : $"exec {shell} -c '{body}' check \"$@\"");
        agent.Parameters["weight_of_realservers"] = $"{Laboratory.Address(1)} {Laboratory.Address(2)}";
        agent.Parameters["realserver_check_active_real_server_script"] = check.File;
        (await agent.StartAsync()).Expect(OcfCode.Success);
        await TableBecomesAsync(Table((1, 1), (2, 1)), Patience);
        return check;
    }
}
