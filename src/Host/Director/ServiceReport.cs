using System.Net;
using LvsPluggable.Host.Checks;
using LvsPluggable.Host.Director.Status;
using LvsPluggable.Host.Ipvs;
using LvsPluggable.Host.Notices;
using LvsPluggable.Host.Text;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Director;

/// <summary>Tells people what a virtual service's passes did: the status, and lines in the log for what happened and what went wrong.</summary>
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
        _problems = new ProblemBook(time, definition.Service.Key.ToString());
    }

    /// <summary>What is wrong, as of the last pass.</summary>
    public IReadOnlyList<ProblemStatus> Problems => _last.Problems;

    /// <summary>What is known, as of the last pass, and what plugins have measured and cost until now.</summary>
    public ServiceStatus Status => ServiceStatuses.Of(_definition, _last, Work);

    /// <summary>The addresses of the primary that the real servers follow, as of the last pass.</summary>
    public IReadOnlyList<IPAddress> Primary => [.. _last.Facts?.Sources.SelectMany(source => source.Primary) ?? []];

    /// <summary>What plugins do for it; null before the first pass.</summary>
    public ServiceWork? Work { private get; set; }

    /// <summary>Logs what happened to real servers and the quorum.</summary>
    public void LogNotices(IReadOnlyList<Notice> notices)
    {
        foreach (var notice in notices)
        {
            NoticeLog.Write(_log, notice);
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
        var made = refused.Count == 0 ? plan.Changes : [.. plan.Changes.Except(refused.Select(refusal => refusal.Change))];
        _failure = null;
        _last = new PassOutcome
        {
            Facts = facts,
            Plan = plan,
            IsReady = isReady,
            Problems = _problems.Update(PassProblems.Of(facts, plan, health, refused, isReady)),
            LastChange = made.Count > 0 ? _time.GetUtcNow() : _last.LastChange,
            LastChangeWas = made.Count > 0 ? ChangeSummary.Of(made) : _last.LastChangeWas,
        };
    }

    /// <summary>Takes down that a pass has another table before it than those until now.</summary>
    public void UseAnotherTable() => _wanted = null;

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
            _log.LogWarning("The table was changed from outside; put right: {Changes}", ChangeSummary.Of(changes));
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

    private static string Refusal(TableChange change, string problem) => $"{change}: {problem}";
}
