using System.Net.Sockets;
using LvsPluggable.Kernel.Tests.Lab;

namespace LvsPluggable.Kernel.Tests.Scenarios;

public sealed class FallbackTests(Laboratory laboratory) : Scenario(laboratory)
{
    // What the check script does while real server 2 is not fit.
    private static readonly string WithoutSecond = $"if [ \"$1\" = {Laboratory.Address(2)} ]; then echo f; else echo t; fi";

    [SkippableFact]
    public async Task The_fallback_server_answers_while_no_real_server_is_fit_and_its_sessions_outlive_that()
    {
        var (_, check) = await StartAsync(Laboratory.Address(3));

        check.Behave("echo f");
        await TableBecomesAsync(Table((3, 1)), Patience);
        using var held = await Laboratory.HoldAsync();
        Assert.Equal("rs3", held.Server);

        check.Behave("echo t");
        await TableBecomesAsync(Table((1, 1), (3, 0)), Patience);
        Assert.True(await held.IsAliveAsync());
        Assert.Equal(["rs1"], (await Laboratory.ConnectAsync(times: 3)).Distinct());
        held.Dispose();
        await TableBecomesAsync(Table((1, 1)), Patience);
    }

    [SkippableFact]
    public async Task No_client_is_refused_on_the_way_to_the_fallback_server_or_back()
    {
        var (_, check) = await StartAsync(Laboratory.Address(3));

        // Whoever finds an empty service is refused, and that ends the test here.
        check.Behave("echo f");
        await Eventually.EqualAsync("rs3", AnswerUnlessResetAsync, "the fallback server should answer.", Patience);
        check.Behave("echo t");
        await Eventually.EqualAsync("rs1", AnswerUnlessResetAsync, "the real server should answer.", Patience);
    }

    [SkippableFact]
    public async Task The_director_itself_can_be_the_fallback_server()
    {
        var server = EchoServer.StartOnDirector(Laboratory.Port);
        try
        {
            var (agent, check) = await StartAsync("127.0.0.1");

            check.Behave("echo f");

            await Eventually.EqualAsync("director", AnswerUnlessResetAsync, "the director should answer.", Patience);
            await MonitorBecomesAsync(agent, OcfCode.Degraded, "127.0.0.1 serves in their place");
            agent.Parameters.Remove("fallback_real_server");
            (await agent.ReloadAsync()).Expect(OcfCode.Success);
            await TableBecomesAsync(Table(), Patience);
        }
        finally
        {
            server.Kill();
        }
    }

    [SkippableFact]
    public async Task Where_addresses_are_translated_the_director_itself_can_be_the_fallback_server()
    {
        var server = EchoServer.StartOnDirector(Laboratory.Port);
        try
        {
            var (_, check) = await StartAsync("127.0.0.1", ("forward_method", "nat"), ("weight_of_realservers", $"{Laboratory.Address(1)}:5433"));

            check.Behave("echo f");

            await Eventually.EqualAsync("director", AnswerUnlessResetAsync, "the director should answer.", Patience);
            Assert.Contains($"-a {Service} -r 127.0.0.1:{Laboratory.Port} -", await Ipvsadm.SaveAsync(), StringComparison.Ordinal);
        }
        finally
        {
            server.Kill();
        }
    }

    [SkippableFact]
    public async Task Below_the_quorum_clients_are_refused_where_they_are_to_go_elsewhere_and_sessions_go_on()
    {
        var (agent, check) = await StartTwoAsync("withdraw");
        using var first = await Laboratory.HoldAsync();
        using var second = await Laboratory.HoldAsync();
        var held = first.Server == "rs1" ? first : second;

        check.Behave(WithoutSecond);

        await TableBecomesAsync(Table((1, 0)), Patience);
        await MonitorBecomesAsync(agent, OcfCode.Degraded, "add up to 1 of 2");
        Assert.True(await held.IsAliveAsync());
        var refused = await Assert.ThrowsAsync<SocketException>(() => Laboratory.ConnectAsync(times: 1));
        Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);
        check.Behave("echo t");
        await TableBecomesAsync(Table((1, 1), (2, 1)), Patience);
    }

    [SkippableFact]
    public async Task Below_the_quorum_the_fallback_server_answers_where_it_is_to_and_nobody_is_refused_on_the_way_there_or_back()
    {
        var (agent, check) = await StartTwoAsync("fallback");
        using var first = await Laboratory.HoldAsync();
        using var second = await Laboratory.HoldAsync();
        var held = first.Server == "rs1" ? first : second;

        // Whoever finds nobody with weight is refused, and that ends the test here.
        check.Behave(WithoutSecond);
        await Eventually.EqualAsync("rs3", AnswerUnlessResetAsync, "the fallback server should answer.", Patience);
        await TableBecomesAsync(Table((1, 0), (3, 1)), Patience);
        await MonitorBecomesAsync(agent, OcfCode.Degraded, "add up to 1 of 2");
        Assert.Equal(["rs3"], (await Laboratory.ConnectAsync(times: 4)).Distinct());
        Assert.True(await held.IsAliveAsync());

        check.Behave("echo t");
        await Eventually.EqualAsync("rs1", AnswerUnlessResetAsync, "a real server should answer again.", Patience);
        await TableBecomesAsync(Table((1, 1), (2, 1)), Patience);
        Assert.Equal(["rs1", "rs2"], (await Laboratory.ConnectAsync(times: 4)).Distinct().Order(StringComparer.Ordinal));
        Assert.True(await held.IsAliveAsync());
    }

    [SkippableFact]
    public async Task Below_the_quorum_the_rest_goes_on_where_it_is_to_be_kept_until_nobody_is_left()
    {
        var (agent, check) = await StartTwoAsync("keep");

        check.Behave(WithoutSecond);
        await TableBecomesAsync(Table((1, 1)), Patience);
        await MonitorBecomesAsync(agent, OcfCode.Degraded, "add up to 1 of 2");
        using var held = await Laboratory.HoldAsync();
        Assert.Equal(["rs1"], (await Laboratory.ConnectAsync(times: 4)).Distinct());

        check.Behave("echo f");
        await Eventually.EqualAsync("rs3", AnswerUnlessResetAsync, "the fallback server should answer.", Patience);
        Assert.False(await held.IsAliveAsync());
        check.Behave(WithoutSecond);
        await Eventually.EqualAsync("rs1", AnswerUnlessResetAsync, "the real server should answer again.", Patience);
        await TableBecomesAsync(Table((1, 1)), Patience);
        await MonitorBecomesAsync(agent, OcfCode.Degraded, "add up to 1 of 2");
    }

    // Real servers 1 and 2, of which both are needed; where there is a fallback server, it is the third.
    private async Task<(Agent Agent, TestScript Check)> StartTwoAsync(string onQuorumDown)
    {
        var agent = NewAgent();
        var check = new TestScript(Folder, "check", "echo t");
        agent.Parameters["weight_of_realservers"] = $"{Laboratory.Address(1)} {Laboratory.Address(2)}";
        agent.Parameters["realserver_check_active_real_server_script"] = check.File;
        agent.Parameters["quorum"] = "2";
        agent.Parameters["on_quorum_down"] = onQuorumDown;
        if (onQuorumDown != "withdraw")
        {
            agent.Parameters["fallback_real_server"] = Laboratory.Address(3);
        }

        (await agent.StartAsync()).Expect(OcfCode.Success);
        await TableBecomesAsync(Table((1, 1), (2, 1)), Patience);
        return (agent, check);
    }

    private async Task<(Agent Agent, TestScript Check)> StartAsync(string fallback, params (string Name, string Value)[] others)
    {
        var agent = NewAgent();
        var check = new TestScript(Folder, "check", "echo t");
        agent.Parameters["weight_of_realservers"] = Laboratory.Address(1);
        agent.Parameters["realserver_check_active_real_server_script"] = check.File;
        agent.Parameters["fallback_real_server"] = fallback;
        foreach (var (name, value) in others)
        {
            agent.Parameters[name] = value;
        }

        (await agent.StartAsync()).Expect(OcfCode.Success);
        await Eventually.MeetsAsync(
            table => table.Contains($" -r {Laboratory.Address(1)}:", StringComparison.Ordinal), Ipvsadm.SaveAsync, "rs1 should be in the table.", Patience);
        return (agent, check);
    }
}
