using System.Net;
using LvsPluggable.Host.Checks;
using LvsPluggable.Host.Director.Status;
using LvsPluggable.Host.Discovery;
using LvsPluggable.Host.Ipvs;
using LvsPluggable.Host.Plugins.Running;
using LvsPluggable.Host.Text;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Director;

/// <summary>Tells people what a virtual service's passes did: the status, and a line in the log for each change of state.</summary>
internal sealed class ServiceReport
{
    private readonly ServiceDefinition _definition;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly ProblemBook _problems;
    private IReadOnlyList<Destination>? _wanted;
    private HashSet<string> _refused = new(StringComparer.Ordinal);
    private string? _failure;
    private volatile PassOutcome _last = new();

    public ServiceReport(ServiceDefinition definition, TimeProvider time, ILogger log)
    {
        _definition = definition;
        _time = time;
        _log = log;
        _problems = new ProblemBook(time);
    }

    /// <summary>What is wrong, as of the last pass.</summary>
    public IReadOnlyList<ProblemStatus> Problems => _last.Problems;

    /// <summary>What is known, as of the last pass, and what plugins have cost until now.</summary>
    public ServiceStatus Status
    {
        get
        {
            var last = _last;
            return new ServiceStatus
            {
                Name = _definition.Name,
                Service = _definition.Service.Key.ToString(),
                Twins = [.. _definition.Keys.Skip(1).Select(twin => twin.ToString())],
                Scheduler = _definition.Service.Scheduler,
                IsReady = last.IsReady,
                Sources = last.Facts is { } facts ? [.. facts.Sources.Select(ToStatus)] : [],
                Servers = last.Facts is { Table: var table } && last.Plan is { } plan ? ToStatus(plan.Members, table) : [],
                Problems = last.Problems,
                Plugins = Cost(),
                LastChange = last.LastChange,
                LastChangeWas = last.LastChangeWas,
                Table = last.Plan is { Wanted: var wanted } ? SaveLines(wanted) : [],
            };
        }
    }

    /// <summary>Tells what the calls of each source and check have cost.</summary>
    public Func<IReadOnlyList<PluginCost>> Cost { private get; set; } = () => [];

    /// <summary>Logs every server whose state or weight changed between two plans.</summary>
    public void LogTransitions(IReadOnlyList<MemberChange> changes)
    {
        foreach (var change in changes)
        {
            switch (change)
            {
                case { Now: null, Was: { } gone }:
                    _log.LogInformation("{Server}: {Old} -> {New}: no longer listed", Show(gone), change.Old, change.New);
                    break;
                // Its first check is about to say more.
                case { Was: null, Now.State: ServerState.Unknown }:
                    break;
                case { Now: { } member } when change.Was?.State != member.State:
                    _log.Log(
                        member.State is ServerState.Down or ServerState.Draining or ServerState.Doubted ? LogLevel.Warning : LogLevel.Information,
                        "{Server}: {Old} -> {New}: {Reason}", Show(member), change.Old, change.New, member.Reason);
                    break;
                case { Was: { } was, Now: { } member } when was.Weight != member.Weight:
                    _log.LogInformation("{Server}: weight {Old} -> {New}: {Reason}", Show(member), was.Weight, member.Weight, member.Reason);
                    break;
            }
        }
    }

    /// <summary>Takes down what a pass found and did.</summary>
    public void Passed(
        PassFacts facts,
        PassPlan plan,
        IReadOnlyDictionary<IPEndPoint, ServerHealth> health,
        IReadOnlyList<(TableChange Change, string Problem)> refused)
    {
        LogChanges(plan.Wanted, plan.Changes, refused);
        var isReady = _last.IsReady || plan.IsKnown;
        var made = plan.Changes.Except(refused.Select(refusal => refusal.Change)).ToList();
        _failure = null;
        _last = new PassOutcome
        {
            Facts = facts,
            Plan = plan,
            IsReady = isReady,
            Problems = _problems.Update(ProblemsOf(facts, plan, health, refused, isReady)),
            LastChange = made.Count > 0 ? _time.GetUtcNow() : _last.LastChange,
            LastChangeWas = made.Count > 0 ? string.Join("; ", made) : _last.LastChangeWas,
        };
    }

    /// <summary>Takes down that a pass could not be made.</summary>
    public void PassFailed(Exception problem)
    {
        var what = $"the kernel's table cannot be kept: {Words.Of(problem)}";
        if (_failure != what)
        {
            _failure = what;
            if (problem is IpvsException)
            {
                _log.LogError("{Problem}", what);
            }
            else
            {
                _log.LogError(problem, "{Problem}", what);
            }
        }

        _last = _last with { Problems = _problems.Update([("pass", what)]) };
    }

    private void LogChanges(
        IReadOnlyList<Destination> wanted,
        IReadOnlyList<TableChange> changes,
        IReadOnlyList<(TableChange Change, string Problem)> refused)
    {
        var isForeign = _wanted is not null && _wanted.SequenceEqual(wanted) && _refused.Count == 0 && changes.Count > 0;
        _wanted = wanted;
        if (isForeign)
        {
            _log.LogWarning("The table was changed from outside; put right: {Changes}", string.Join("; ", changes));
        }

        foreach (var (change, problem) in refused)
        {
            if (!_refused.Contains(Refusal(change, problem)))
            {
                _log.LogError("The kernel refuses to {Change}: {Problem}", change, problem);
            }
        }

        _refused = [.. refused.Select(refusal => Refusal(refusal.Change, refusal.Problem))];
    }

    private static List<(string Key, string What)> ProblemsOf(
        PassFacts facts,
        PassPlan plan,
        IReadOnlyDictionary<IPEndPoint, ServerHealth> health,
        IReadOnlyList<(TableChange Change, string Problem)> refused,
        bool isReady)
    {
        var members = plan.Members;
        var problems = new List<(string Key, string What)>();
        foreach (var (change, problem) in refused)
        {
            problems.Add(($"refused {change.Kind} {change.Destination?.EndPoint}", $"the kernel refuses to {change}: {problem}"));
        }

        foreach (var source in facts.Sources)
        {
            if (source.Problem is not null)
            {
                problems.Add(($"source {source.Name}", $"source {source.Name}: {source.Problem}; its last list stays"));
            }

            if (source.Degraded is not null)
            {
                problems.Add(($"degraded {source.Name}", $"source {source.Name}: {source.Degraded}"));
            }

            problems.AddRange(source.Unresolved.Select(host => ($"host {host.Key}", $"{host.Key} is left out: {host.Value}")));
        }

        if (facts.Listing.CannotBeKnown && members.Any(member => member.IsHeld))
        {
            problems.Add(("held", "no source can say which real servers there are; those of the last list stay"));
        }

        if (members.Any(DoubtRule.Keeps))
        {
            problems.Add(("doubt", "every real server that is left is in doubt, so all of these keep their weight"));
        }

        var stead = members.FirstOrDefault(member => member.State == ServerState.Fallback) is { } fallback
            ? $"; {fallback.Candidate.Host} serves in their place"
            : "";
        if (plan.IsQuorumDown == true && plan.QuorumReason is { } reason)
        {
            problems.Add(("quorum", $"the quorum is down: {reason}{stead}"));
        }
        else if (isReady && !members.Any(member => member.Weight > 0 && !member.IsFallback))
        {
            var count = members.Count(member => !member.IsFallback);
            problems.Add(("empty", (count == 0
                ? "no real server is left: none is listed"
                : $"no real server is left: of {count} listed, none is fit with a weight above 0") + stead));
        }

        foreach (var member in members)
        {
            problems.AddRange((health.GetValueOrDefault(member.Candidate.EndPoint)?.CannotTell ?? []).Select(words =>
                ($"check {member.Candidate.EndPoint} {words.Split(':')[0]}", $"{member.Candidate.Host}: check {words}")));
        }

        return problems;
    }

    private IReadOnlyList<string> SaveLines(IReadOnlyList<Destination> wanted) =>
    [
        .. _definition.Services.SelectMany(service => _definition.In(service, wanted)
            .Select(server => server.ToSaveLine(service.Key))
            .Prepend(service.ToSaveLine())),
    ];

    private IReadOnlyList<ServerStatus> ToStatus(IReadOnlyList<Member> members, KernelTable table)
    {
        var connections = table.Destinations.ToDictionary(state => state.Destination.EndPoint);
        return
        [
            .. members.Select(member => ToStatus(member, connections.GetValueOrDefault(member.Candidate.EndPoint)) with
            {
                ForwardMethod = member.Candidate.ForwardMethod ?? _definition.Destinations.Method,
            }),
        ];
    }

    private static SourceStatus ToStatus(SourceState source) => new()
    {
        Name = source.Name,
        Servers = source.Servers?.Count,
        Problem = source.Problem,
        ProblemSince = source.ProblemSince,
    };

    private static ServerStatus ToStatus(Member member, DestinationState? kernel) => new()
    {
        Host = member.Candidate.Host,
        Address = member.Candidate.EndPoint.Address.ToString(),
        Port = member.Candidate.EndPoint.Port,
        State = member.State,
        Weight = member.Weight,
        Reason = member.Reason,
        Notes = member.ClimbsSince is null ? member.Notes : [.. member.Notes, "climbs to its weight"],
        Since = member.Since,
        ActiveConnections = kernel?.ActiveConnections ?? 0,
        InactiveConnections = kernel?.InactiveConnections ?? 0,
        Labels = member.Candidate.Labels,
    };

    private static string Refusal(TableChange change, string problem) => $"{change}: {problem}";

    private static string Show(Member member) =>
        member.Candidate.Host == member.Candidate.EndPoint.Address.ToString()
            ? member.Candidate.EndPoint.ToString()
            : $"{member.Candidate.EndPoint} ({member.Candidate.Host})";
}
