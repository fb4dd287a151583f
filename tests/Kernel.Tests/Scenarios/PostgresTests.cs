using LvsPluggable.Kernel.Tests.Lab;

namespace LvsPluggable.Kernel.Tests.Scenarios;

/// <summary>The Postgres plugin behind a virtual address: rs1 is the primary, rs2 and rs3 stream from it.</summary>
public sealed class PostgresTests(Laboratory laboratory) : Scenario(laboratory)
{
    [SkippableFact]
    public async Task Standbys_that_die_hang_or_lose_their_cable_leave_and_come_back()
    {
        await using var servers = await DatabaseLab.StartAsync(Lab);
        var agent = await StartPostgresAsync();
        await TableIsAsync(Table((2, 1), (3, 1)));
        Assert.Equal(["rs2", "rs3"], (await DatabaseLab.AskAsync(times: 4)).Distinct().Order(StringComparer.Ordinal));

        await DatabaseLab.DoAsync("kill", "rs2");
        await TableBecomesAsync(Table((3, 1)));
        Assert.Equal(["rs3", "rs3"], await DatabaseLab.AskAsync(times: 2));
        await DatabaseLab.DoAsync("start", "rs2");
        await TableBecomesAsync(Table((2, 1), (3, 1)), within: Patience);

        await DatabaseLab.DoAsync("signal", "STOP", "rs3");
        await TableBecomesAsync(Table((2, 1), (3, 0)), within: Patience);
        await TableBecomesAsync(Table((2, 1)), within: Patience);
        await DatabaseLab.DoAsync("signal", "CONT", "rs3");
        await TableBecomesAsync(Table((2, 1), (3, 1)), within: Patience);

        await Laboratory.CutAsync("rs2");
        await TableBecomesAsync(Table((3, 1)), within: Patience);
        await Laboratory.MendAsync("rs2");
        await TableBecomesAsync(Table((2, 1), (3, 1)), within: TimeSpan.FromSeconds(40));
        await MonitorBecomesAsync(agent, OcfCode.Success);
    }

    [SkippableFact]
    public async Task Reads_go_on_while_the_primary_is_dead_and_a_promoted_standby_leaves()
    {
        await using var servers = await DatabaseLab.StartAsync(Lab);
        var agent = await StartPostgresAsync();

        await DatabaseLab.DoAsync("kill", "rs1");
        await MonitorBecomesAsync(agent, OcfCode.Degraded, "source postgres");
        await TableIsAsync(Table((2, 1), (3, 1)));
        Assert.Equal(["rs2", "rs3"], (await DatabaseLab.AskAsync(times: 4)).Distinct().Order(StringComparer.Ordinal));

        await DatabaseLab.DoAsync("sql", "rs3", "SELECT pg_promote()");
        await TableBecomesAsync(Table((2, 1)), within: Patience);
        Assert.Equal(["rs2", "rs2"], await DatabaseLab.AskAsync(times: 2));
    }

    [SkippableFact]
    public async Task Standbys_that_the_check_calls_fit_share_connections_equally()
    {
        await using var servers = await DatabaseLab.StartAsync(Lab);
        await StartPostgresAsync();
        await TableIsAsync(Table((2, 1), (3, 1)));

        var answers = await DatabaseLab.AskAsync(times: 12);

        Assert.Equal(["rs2", "rs3"], answers.Distinct().Order(StringComparer.Ordinal));
        // Round robin begins anew with every change of the table, and a check that is late for once is one.
        Assert.InRange(answers.Count(server => server == "rs2"), 5, 7);
        await TableIsAsync(Table((2, 1), (3, 1)));
    }

    private async Task<Agent> StartPostgresAsync()
    {
        var agent = NewAgent();
        agent.Parameters["postgres_source"] = $"host={Laboratory.Address(1)} user=lvsdr dbname=postgres";
        agent.Parameters["postgres_check"] = "user=lvsdr dbname=postgres";
        (await agent.StartAsync()).Expect(OcfCode.Success);
        return agent;
    }
}
