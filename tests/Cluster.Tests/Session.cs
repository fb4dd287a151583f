namespace LvsPluggable.Cluster.Tests;

/// <summary>A psql session that the client holds open through the virtual address.</summary>
public sealed class Session : IAsyncDisposable
{
    private static int _last;

    private readonly PacemakerCluster _cluster;
    private readonly string _id = $"{Interlocked.Increment(ref _last)}";

    private Session(PacemakerCluster cluster) => _cluster = cluster;

    /// <summary>The host that answered first.</summary>
    public string Server { get; private set; } = "";

    /// <summary>Connects.</summary>
    public static async Task<Session> OpenAsync(PacemakerCluster cluster)
    {
        var session = new Session(cluster);
        session.Server = await cluster.DoAsync("session", session._id, "open");
        return session;
    }

    /// <summary>Opens sessions until each of so many servers has one.</summary>
    public static async Task<IReadOnlyList<Session>> OpenOnEachAsync(PacemakerCluster cluster, int servers)
    {
        var sessions = new List<Session>();
        while (sessions.DistinctBy(session => session.Server, StringComparer.Ordinal).Count() < servers)
        {
            Assert.True(sessions.Count < 3 * servers, $"{sessions.Count} sessions are all on: {string.Join(' ', sessions.Select(session => session.Server))}");
            sessions.Add(await OpenAsync(cluster));
        }

        return sessions;
    }

    /// <summary>Runs a statement.</summary>
    /// <returns>Whether it succeeded, and the server that answered or what psql said.</returns>
    public async Task<(bool Succeeded, string Answer)> AskAsync()
    {
        var result = await _cluster.RunAsync("session", _id, "ask");
        return (result.ExitCode == 0, result.Output.Trim());
    }

    /// <summary>Asserts that the session is still the one that was opened.</summary>
    public async Task GoesOnAsync() => Assert.Equal((true, Server), await AskAsync());

    public async ValueTask DisposeAsync() => await _cluster.RunAsync("session", _id, "close");
}
