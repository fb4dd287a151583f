using LvsPluggable.Host.Checks;
using LvsPluggable.Host.Discovery;
using LvsPluggable.Text;

namespace LvsPluggable.Host.Trial;

/// <summary>Puts calls into words. Pure.</summary>
internal static class TrialCalls
{
    private const int MostHosts = 10;

    public static TrialCall Of(SourceCall call, DateTimeOffset now)
    {
        var (outcome, state) = (call.Outcome, call.State);
        var draft = new TrialCall
        {
            Subject = $"source {state.Name}",
            Ended = now,
            Took = outcome.Took,
            IsWoken = outcome.IsWoken,
            Result = outcome.IsLate ? "late" : "failed",
            Reason = outcome.Problem ?? "",
            Grade = TrialGrade.Bad,
        };
        if (!outcome.IsAnswer)
        {
            return draft;
        }

        var listed = outcome.Answer!.Servers;
        return draft with
        {
            Result = $"{listed.Count} server{(listed.Count == 1 ? "" : "s")}",
            Reason = string.Join("; ", ((string?[])[Hosts(listed), state.Degraded, Objections(state)]).Where(part => part is { Length: > 0 })),
            Grade = state.Unresolved.Count > 0 ? TrialGrade.Bad : state.Degraded is null && state.Kept.Count == 0 ? TrialGrade.Good : TrialGrade.Doubtful,
        };
    }

    public static TrialCall Of(CheckCall call, DateTimeOffset now)
    {
        var (outcome, result) = (call.Outcome, call.Result);
        return new TrialCall
        {
            Subject = $"check {call.Check} {Server(call.Server)}",
            Ended = now,
            Took = outcome.Took,
            IsWoken = outcome.IsWoken,
            Result = outcome switch
            {
                { IsLate: true } => "late",
                { IsAnswer: false, IsForestalled: false } => "failed",
                _ => Word(result),
            },
            // What counts towards a change is in the note.
            Reason = call.State.Note ?? (string.IsNullOrEmpty(result.Reason) ? "" : call.State.Reason),
            Grade = result.Status switch
            {
                HealthStatus.Healthy => TrialGrade.Good,
                HealthStatus.Drain => TrialGrade.Doubtful,
                _ => TrialGrade.Bad,
            },
        };
    }

    private static string Word(HealthResult result) => result switch
    {
        { Status: HealthStatus.Unhealthy, IsCertain: false } => "failing",
        { Status: HealthStatus.Unhealthy } => "unhealthy",
        { Status: HealthStatus.Drain } => "drain",
        { Status: HealthStatus.Healthy, WeightPercent: { } percent } => $"healthy, {percent} % of the weight",
        { Status: HealthStatus.Healthy } => "healthy",
        _ => "unknown",
    };

    private static string Server(Candidate server) =>
        server.IsKnownByAddress ? $"{server.EndPoint}" : $"{server.Host} ({server.EndPoint})";

    private static string Hosts(IReadOnlyList<RealServer> servers)
    {
        var shown = servers.Take(MostHosts).Select(server =>
            server.Host + (server.Port == 0 ? "" : $" port {server.Port}") + (server.Weight is { } weight ? $" weight {weight}" : ""));
        return string.Join(", ", shown) + (servers.Count > MostHosts ? $" and {servers.Count - MostHosts} more" : "");
    }

    private static string Objections(SourceState state) => string.Join(
        "; ",
        state.Unresolved.Select(pair => $"{pair.Key} is left out: {pair.Value}")
            .Concat(state.Kept.Select(pair => $"{pair.Key} keeps its last address: {pair.Value}"))
            .Select(text => OneLine.Of(text)));
}
