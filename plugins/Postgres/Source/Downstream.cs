using LvsPluggable.Postgres.Connections;
using LvsPluggable.Postgres.Failures;

namespace LvsPluggable.Postgres.Source;

/// <summary>A standby that is asked who receives log from it, on a connection that is held.</summary>
/// <param name="server">How to connect to it; disposed of with this object.</param>
internal sealed class Downstream(Server server) : IAsyncDisposable
{
    private Session? _session;

    /// <summary>What it said last; none before it said anything.</summary>
    public IReadOnlyList<NamedRow> Last { get; set; } = [];

    /// <summary>Asks it.</summary>
    /// <exception cref="Exception">Whatever it is, <see cref="FailureTable"/> says what it means.</exception>
    public async Task<PrimaryAnswer> AskAsync(CancellationToken cancellationToken)
    {
        if (_session is { IsUsable: true } held)
        {
            try
            {
                return await AskAsync(held, cancellationToken);
            }
            catch (Exception problem) when (
                problem is not OperationCanceledException && FailureTable.Of(problem).Verdict is Verdict.Reconnect or Verdict.Repeat)
            {
                // A new connection tells whether that is more than this one's end.
            }
        }

        _session = await server.OpenAsync(null, cancellationToken);
        return await AskAsync(_session, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _ = _session?.LetGo();
        await server.DisposeAsync();
    }

    private static async Task<PrimaryAnswer> AskAsync(Session session, CancellationToken cancellationToken)
    {
        var answer = PrimaryAnswer.Read(await session.QueryAsync(PrimaryAnswer.Query(session.ServerVersion), cancellationToken));
        return answer.Rows.All(row => row.State is not null) ? answer : throw new FailureException(
            Verdict.Misconfigured, $"role {session.Role} may not see who receives log from it");
    }
}
