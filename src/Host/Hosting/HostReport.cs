using System.Net;
using LvsPluggable.Host.Director;
using LvsPluggable.Host.Director.Status;
using LvsPluggable.Host.Discovery;
using LvsPluggable.Host.Notices;
using LvsPluggable.Host.Ocf;
using LvsPluggable.Host.Settings;
using LvsPluggable.Host.Text;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Hosting;

/// <summary>Tells how the host is: the status for people and programs, and the heartbeat for the agent's monitor and the service manager.</summary>
/// <param name="state">The folder.</param>
/// <param name="ends">The ends of hosts before this one.</param>
/// <param name="director">What directs.</param>
/// <param name="parts">What else may not be as it should be, each giving its problem in words, or null.</param>
/// <param name="notices">Who is told what happens.</param>
/// <param name="manager">The service manager.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Where failures are logged.</param>
internal sealed class HostReport(
    StateDirectory state, IReadOnlyList<HostEnd> ends, TableDirector director, IReadOnlyDictionary<string, Func<string?>> parts, INotices notices, ServiceManager manager,
    TimeProvider time, ILogger log)
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(2);

    private readonly DateTimeOffset _started = time.GetUtcNow();
    private readonly Lock _lock = new();
    private readonly long _startedAt = time.GetTimestamp();
    private readonly ProblemBook _book = new(time);
    private readonly Restarts _restarts = new(ends, time.GetUtcNow());
    private string? _rejected;
    private string? _deaf;
    private string _beatenProblems = "";
    private IReadOnlyList<ProblemStatus> _toldProblems = [];
    private long _beaten;
    private IReadOnlyList<IPAddress> _toldPrimary = [];

    /// <summary>How often hosts before this one died; null when none did.</summary>
    public RestartStatus? Restarts => _restarts.Status(time.GetUtcNow());

    /// <summary>The plugins in use.</summary>
    public PluginsInUse Plugins { get; set; } = PluginsInUse.None;

    /// <summary>Takes down why changed parameters were rejected; null when those that were given last are in force.</summary>
    public void Reject(string? reason)
    {
        lock (_lock)
        {
            _rejected = reason;
        }
    }

    /// <summary>Takes down why the control socket does not work.</summary>
    public void Deaf(string reason)
    {
        lock (_lock)
        {
            _deaf = reason;
        }
    }

    /// <summary>How the host is now.</summary>
    public HostStatus Status() => new()
    {
        Instance = state.Instance,
        ProcessId = Environment.ProcessId,
        Version = ProductVersion.Text,
        IsStandby = director.IsStandby,
        Started = _started,
        Restarts = Restarts,
        Problems = [.. OwnProblems(), .. director.Problems],
        Orders = director.Orders.All,
        Plugins = Plugins.Statuses(),
        Services = director.Running.Statuses,
    };

    /// <summary>How the host is now, in a few words.</summary>
    public string Summary()
    {
        if (Problems() is { Length: > 0 } problems)
        {
            return $"degraded: {problems}";
        }

        var (all, serving) = director.Running.ServerCounts;
        return director.IsStandby
            ? $"in standby, real servers that are fit: {serving} of {all}"
            : $"real servers that take connections: {serving} of {all}";
    }

    /// <summary>
    /// Writes the heartbeat, and tells the service manager, when that is due, or when what is said has changed; not while the passes do
    /// not come about.
    /// </summary>
    public void BeatIfDue()
    {
        if (!director.Running.AreAlive)
        {
            return;
        }

        bool isDue;
        lock (_lock)
        {
            isDue = time.GetElapsedTime(_beaten) >= Beat || Problems() != _beatenProblems;
            if (isDue)
            {
                BeatNow();
            }
        }

        if (manager.Listens)
        {
            manager.Beat(isDue ? Summary() : null);
        }
    }

    /// <summary>Writes the heartbeat.</summary>
    public void BeatNow()
    {
        lock (_lock)
        {
            try
            {
                var problems = Problems();
                if (problems.Length > 0 != _beatenProblems.Length > 0)
                {
                    notices.Take(new Notice { Event = problems.Length > 0 ? NoticeKind.Degraded : NoticeKind.Recovered, Reason = problems });
                }

                TellProblems();
                _beatenProblems = problems;
                _beaten = time.GetTimestamp();
                TellPrimary();
                state.WriteHeartbeat(Heartbeat.Now(time, _beatenProblems.Length > 0 ? _beatenProblems : null));
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                log.LogError("The heartbeat cannot be written: {Reason}", Words.Of(problem));
            }
        }
    }

    // While it is not known, as during a failover, the last one may be it again.
    private void TellPrimary()
    {
        var primary = PrimaryPlace.Of(director.Running.Primary, OwnAddresses.Read, director.Running.HasVirtual);
        if (primary.Count > 0 && !primary.SequenceEqual(_toldPrimary))
        {
            state.WritePrimary(primary);
            _toldPrimary = primary;
        }
    }

    private void TellProblems()
    {
        IReadOnlyList<ProblemStatus> now = [.. OwnProblems(), .. director.AllProblems];
        Tell(NoticeKind.Solved, _toldProblems.ExceptBy(now.Select(Identity), Identity));
        Tell(NoticeKind.Problem, now.ExceptBy(_toldProblems.Select(Identity), Identity));
        _toldProblems = now;
    }

    private void Tell(NoticeKind kind, IEnumerable<ProblemStatus> problems)
    {
        foreach (var problem in problems)
        {
            notices.Take(new Notice { Event = kind, Service = problem.Service, Reason = problem.What });
        }
    }

    private static (string? Service, string Key) Identity(ProblemStatus problem) => (problem.Service, problem.Key);

    private string Problems() => string.Join("; ", OwnProblems().Concat(director.AllProblems).Select(problem => problem.What));

    private IReadOnlyList<ProblemStatus> OwnProblems()
    {
        lock (_lock)
        {
            var problems = new List<(string Key, string What)>();
            if (_restarts.Problem(time.GetElapsedTime(_startedAt)) is { } restarted)
            {
                problems.Add(("restarted", restarted));
            }

            if (_rejected is not null)
            {
                problems.Add(("rejected", $"changed parameters were rejected, the former ones stay in force: {_rejected}"));
            }

            if (_deaf is not null)
            {
                problems.Add(("control", $"the control socket does not work: {_deaf}"));
            }

            problems.AddRange(parts.Select(part => (part.Key, What: part.Value())).Where(part => part.What is not null).Select(part => (part.Key, part.What!)));
            return _book.Update(problems);
        }
    }
}
