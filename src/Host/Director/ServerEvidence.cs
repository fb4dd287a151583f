using System.Net;
using LvsPluggable.Host.Checks;
using LvsPluggable.Host.Discovery;
using LvsPluggable.Host.Ipvs;
using LvsPluggable.Host.Notices;

namespace LvsPluggable.Host.Director;

/// <summary>What a pass went by, for those who are told what it came to. Nothing is looked up before somebody is told something.</summary>
/// <param name="facts">What was known at its beginning.</param>
/// <param name="health">What the checks said.</param>
/// <param name="port">The port of real servers whose source names none.</param>
internal sealed class ServerEvidence(PassFacts facts, IReadOnlyDictionary<IPEndPoint, ServerHealth> health, int port)
{
    private readonly Lazy<Dictionary<IPEndPoint, DestinationState>> _kernel =
        new(() => facts.Table.Destinations.ToDictionary(state => state.Destination.EndPoint));

    private readonly Lazy<IReadOnlyList<(SourceState Source, HashSet<IPEndPoint> Listed)>> _sources = new(() =>
    [
        .. facts.Sources.Select(source =>
            (source, (source.Servers ?? []).Select(server => CandidateMerger.EndPointOf(server, port)).ToHashSet())),
    ]);

    /// <summary>Adds what checks and sources said of a real server, and how many connections it had.</summary>
    public Notice Complete(Notice notice, IPEndPoint server)
    {
        var kernel = _kernel.Value.GetValueOrDefault(server);
        return notice with
        {
            ActiveConnections = kernel?.ActiveConnections,
            InactiveConnections = kernel?.InactiveConnections,
            Checks = [.. (health.GetValueOrDefault(server)?.Checks ?? []).Select(check => Say(check.Name, check.State))],
            Sources = [.. _sources.Value.Select(entry => Say(entry.Source, entry.Listed.Contains(server)))],
        };
    }

    private static string Say(string name, CheckState state) =>
        $"{name}: {state.Status.ToString().ToLowerInvariant()}, {state.Reason}{(state.Note is null ? "" : $"; then {state.Note}")}";

    private static string Say(SourceState source, bool lists)
    {
        var says = source.Servers is null ? "has given no list yet" : lists ? "lists it" : "does not list it";
        return $"{source.Name}: {says}{(source.Problem is null ? "" : $", and is not known now: {source.Problem}")}";
    }
}
