using LvsPluggable.Kernel.Tests.Lab;

namespace LvsPluggable.Kernel.Tests.Scenarios;

public sealed class FlapTests(Laboratory laboratory) : Scenario(laboratory)
{
    private static readonly string SecondFails = $"if [ \"$1\" = {Laboratory.Address(2)} ]; then echo f; else echo t; fi";

    [SkippableFact]
    public async Task A_server_that_fails_again_is_kept_out_though_it_is_fit_until_it_is_all_that_is_left()
    {
        var (agent, check) = await StartAsync();
        await FailAsync(check);
        check.Behave("echo t");
        await TableBecomesAsync(Table((1, 1), (2, 1)), Patience);

        await FailAsync(check);
        check.Behave("echo t");
        await Eventually.MeetsAsync(
            said => said.Contains("failed 2 times; kept out for", StringComparison.Ordinal), () => StatusAsync(agent), "it should be kept out.", Patience);
        await TableIsAsync(Table((1, 1)));
        using var held = await Laboratory.HoldAsync();

        check.Behave($"if [ \"$1\" = {Laboratory.Address(1)} ]; then echo f; else echo t; fi");
        await TableBecomesAsync(Table((2, 1)), Patience);
        Assert.False(await held.IsAliveAsync());
        Assert.Equal(["rs2"], await Laboratory.ConnectAsync(times: 1));
    }

    [SkippableFact]
    public async Task Its_time_is_over_in_the_end()
    {
        var (_, check) = await StartAsync(holdDown: "3s");
        foreach (var _ in new[] { 1, 2 })
        {
            await FailAsync(check);
            check.Behave("echo t");
            await TableBecomesAsync(Table((1, 1), (2, 1)), Patience);
        }
    }

    private static async Task<string> StatusAsync(Agent agent) => (await agent.CallAsync("status")).Output;

    private static async Task FailAsync(TestScript check)
    {
        check.Behave(SecondFails);
        await TableBecomesAsync(Table((1, 1)), Patience);
    }

    private async Task<(Agent Agent, TestScript Check)> StartAsync(string holdDown = "10m")
    {
        var agent = NewAgent();
        var check = new TestScript(Folder, "check", "echo t");
        agent.Parameters["weight_of_realservers"] = $"{Laboratory.Address(1)} {Laboratory.Address(2)}";
        agent.Parameters["realserver_check_active_real_server_script"] = check.File;
        agent.Parameters["flap_hold_down"] = holdDown;
        agent.Parameters["flap_hold_down_max"] = "20m";
        (await agent.StartAsync()).Expect(OcfCode.Success);
        await TableBecomesAsync(Table((1, 1), (2, 1)), Patience);
        return (agent, check);
    }
}
