using LvsPluggable.Kernel.Tests.Lab;

namespace LvsPluggable.Kernel.Tests.Scenarios;

/// <summary>Checks over the network whose answers are more than yes or no.</summary>
public sealed class NetworkChecksTests(Laboratory laboratory) : Scenario(laboratory)
{
    [SkippableFact]
    public async Task What_agents_say_is_weight_drain_and_removal()
    {
        Laboratory.SkipOutside();
        var (first, second) = (WordServer.Start("rs1"), WordServer.Start("rs2"));
        try
        {
            await StartAsync(
                ("default_weight", "100"), ("virtual_service_options", "-s wlc"), ("agent_check", "true"), ("agent_check_port", $"{WordServer.Port}"));
            await BecomesAsync((1, 100), (2, 100));
            using var held = await Laboratory.HoldAsync();

            var (own, other) = held.Server == "rs1" ? (first, second) : (second, first);
            own.Words = "75%";
            await BecomesAsync(held.Server == "rs1" ? [(1, 75), (2, 100)] : [(1, 100), (2, 75)]);
            own.Words = "drain # upgrade";
            await BecomesAsync(held.Server == "rs1" ? [(1, 0), (2, 100)] : [(1, 100), (2, 0)]);
            Assert.True(await held.IsAliveAsync());
            other.Words = "down";
            await BecomesAsync(held.Server == "rs1" ? (1, 0) : (2, 0));
            Assert.True(await held.IsAliveAsync());

            own.Words = other.Words = "ready";
            await BecomesAsync((1, 100), (2, 100));
            Assert.True(await held.IsAliveAsync());
        }
        finally
        {
            first.Kill();
            second.Kill();
        }
    }

    [SkippableFact]
    public async Task A_certificate_that_expires_soon_drains_and_one_who_shows_none_leaves_at_once()
    {
        Laboratory.SkipOutside();
        using var good = TlsServer.CertificateFor(days: 90);
        using var old = TlsServer.CertificateFor(days: 5);
        var (first, second) = (TlsServer.Start("rs1", good), TlsServer.Start("rs2", good));
        try
        {
            await StartAsync(("tls_check", "true"), ("tls_check_expiry_days", "30"), ("check_port", $"{TlsServer.Port}"));
            await TableBecomesAsync(Table((1, 1), (2, 1)), Patience);

            second.Certificate = old;
            await TableBecomesAsync(Table((1, 1), (2, 0)), Patience);
            second.Certificate = good;
            await TableBecomesAsync(Table((1, 1), (2, 1)), Patience);
            second.Kill();
            await TableBecomesAsync(Table((1, 1)), Patience);
        }
        finally
        {
            first.Kill();
            second.Kill();
        }
    }

    private static Task BecomesAsync(params (int Server, int Weight)[] destinations) =>
        TableBecomesAsync(TableOf(Laboratory.Vip, "wlc", destinations), Patience);

    private async Task StartAsync(params (string Name, string Value)[] parameters)
    {
        var agent = NewAgent();
        agent.Parameters["weight_of_realservers"] = $"{Laboratory.Address(1)} {Laboratory.Address(2)}";
        foreach (var (name, value) in parameters)
        {
            agent.Parameters[name] = value;
        }

        (await agent.StartAsync()).Expect(OcfCode.Success);
    }
}
