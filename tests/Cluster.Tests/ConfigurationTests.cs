namespace LvsPluggable.Cluster.Tests;

/// <summary>What must work with each configuration that people have.</summary>
public abstract class ConfigurationTests(PacemakerCluster cluster) : ClusterTest(cluster)
{
    /// <summary>What is given to <c>pcs resource create</c> after vip and port.</summary>
    private protected abstract string Parameters { get; }

    /// <summary>Whether the database host outside the cluster is a real server.</summary>
    private protected abstract bool HasOutside { get; }

    private protected IEnumerable<string> Servers => HasOutside ? [.. Standbys, "outside"] : Standbys;

    [SkippableFact]
    public async Task Every_standby_gets_its_share_of_connections()
    {
        await BeginWithTableAsync();

        var answers = await Cluster.ConnectAsync(3 * Servers.Count());

        Assert.Equal(Servers.Order(StringComparer.Ordinal), answers.Keys.Order(StringComparer.Ordinal));
        Assert.All(answers, answer => Assert.InRange(answer.Value, 2, 4));
    }

    [SkippableFact]
    public async Task A_killed_postmaster_gets_no_connections_and_its_session_reconnects_while_others_go_on()
    {
        await BeginWithTableAsync();
        var sessions = await OpenSessionsAsync(Servers.Count());
        var victim = Standbys[0];

        await Cluster.DoAsync("kill-postgres", victim);
        await Cluster.DoAsync("attribute", victim, "STOP");
        await TableHasAsync(Servers.Where(server => server != victim), $"the table should be without {victim}.");

        foreach (var session in sessions)
        {
            if (session.Server != victim)
            {
                await session.GoesOnAsync();
                continue;
            }

            await session.AskAsync();
            var (succeeded, answer) = await session.AskAsync();
            Assert.True(succeeded, $"The session that was on {victim} should have reconnected; psql said: {answer}");
            Assert.NotEqual(victim, answer);
        }

        var answers = await Cluster.ConnectAsync(6);
        Assert.Equal(Servers.Where(server => server != victim).Order(StringComparer.Ordinal), answers.Keys.Order(StringComparer.Ordinal));
    }

    [SkippableFact]
    public async Task The_list_follows_when_the_primary_is_cut_off_and_a_standby_is_promoted()
    {
        await BeginWithTableAsync();
        var former = Primary;
        var next = Standbys[0];
        var remaining = Standbys[1];

        await Cluster.DoAsync("cut", former);
        await Cluster.DoAsync("online", next, remaining);
        await PromoteAsync(next);

        string[] expected = HasOutside ? [remaining, "outside"] : [remaining];
        await TableHasAsync(expected, $"the table should be without the new primary {next} and the lost one {former}.");
        await Cluster.DoAsync("settled");
        var answers = await Cluster.ConnectAsync(4);
        Assert.Equal(expected.Order(StringComparer.Ordinal), answers.Keys.Order(StringComparer.Ordinal));
    }

    [SkippableFact]
    public async Task The_table_is_filled_before_the_address_answers_when_the_directors_node_is_lost()
    {
        await BeginWithTableAsync();
        var director = await DirectorBesideAStandbyAsync();
        await Cluster.DoAsync("witness");
        await Cluster.DoAsync("stream", "start");
        await Cluster.DoAsync("kill-node", director);
        var expected = Servers.Where(server => server != director).ToList();
        await TableHasAsync(expected, $"lvsdr should run on another node than {director}.");
        await Cluster.DoAsync("settled");
        // The stream's connections are scheduled between those of ConnectAsync, which would see every second server only.
        var stream = await Cluster.DoAsync("stream", "stop");
        var answers = await Cluster.ConnectAsync(4);

        Assert.Equal(expected.Order(StringComparer.Ordinal), answers.Keys.Order(StringComparer.Ordinal));
        var witnessed = await Cluster.DoAsync("witnessed");
        Assert.True(witnessed.Length > 0, "No other node got the virtual address.");
        Assert.All(witnessed.Split('\n'), line => Assert.Equal($"{expected.Count}", line.Split(' ')[1]));
        Assert.DoesNotContain("refused", stream, StringComparison.Ordinal);
    }

    /// <summary>Makes the cluster well and configures what is tested.</summary>
    private protected virtual Task BeginConfiguredAsync() => BeginAsync(Parameters);

    /// <summary>Makes another node's database the primary, if the director's is.</summary>
    /// <returns>The director's node. Without it the standbys stream on.</returns>
    private protected async Task<string> DirectorBesideAStandbyAsync()
    {
        var director = await Cluster.DoAsync("director");
        if (director == Primary)
        {
            await PromoteAsync(Standbys[0]);
            await Cluster.DoAsync("rejoin", director);
            await Cluster.DoAsync("attribute", director, "HS:async");
        }

        return director;
    }

    private protected async Task BeginWithTableAsync()
    {
        await BeginConfiguredAsync();
        await TableHasAsync(Servers, "the table should have every standby.");
    }

    private protected Task TableHasAsync(IEnumerable<string> servers, string what) =>
        Cluster.TableBecomesAsync(servers.Select(server => $"{AddressOf(server)} 1"), Patience, what);
}
