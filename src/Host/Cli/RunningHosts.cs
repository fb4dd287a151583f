using LvsPluggable.Host.Director.Status;
using LvsPluggable.Host.History;
using LvsPluggable.Host.Hosting;
using LvsPluggable.Host.Notices;
using LvsPluggable.Host.Text;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Cli;

/// <summary>Instances on this machine, asked through their control sockets, and what their histories tell, for one view of them all.</summary>
/// <param name="time">The clock.</param>
/// <param name="log">Where failures are logged.</param>
/// <param name="only">Which; none means all.</param>
internal sealed class RunningHosts(TimeProvider time, ILogger log, IReadOnlyList<string> only)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // Since when each does not answer.
    private readonly Dictionary<string, DateTimeOffset> _silent = new(StringComparer.Ordinal);

    /// <summary>How each is. One that does not answer has that as its problem.</summary>
    public async Task<IReadOnlyList<HostStatus>> LookAsync(CancellationToken stopping)
    {
        var states = Find();
        var answers = await Task.WhenAll(states.Select(state => LookAsync(state, stopping)));
        foreach (var gone in _silent.Keys.Except(answers.Where(IsSilent).Select(answer => answer.Instance)).ToList())
        {
            _silent.Remove(gone);
        }

        return [.. answers.Select(answer => IsSilent(answer) ? Dated(answer) : answer)];
    }

    /// <summary>Which do not answer, in words; null when all do.</summary>
    public static string? Failure(IReadOnlyList<HostStatus> statuses) => statuses.Where(IsSilent).ToList() is { Count: > 0 } silent
        ? string.Join("; ", silent.Select(status => $"{status.Instance} {status.Problems[0].What}"))
        : null;

    /// <summary>What happened, by instance.</summary>
    public IReadOnlyDictionary<string, IEnumerable<Notice>> Histories() => Find().ToDictionary(
        state => state.Instance, state => new HistoryFiles(MemoryFolder.Path, state.Instance).Read(), StringComparer.Ordinal);

    /// <summary>Hands on what happens, until it is cancelled.</summary>
    public async Task FollowAsync(INotices notices, CancellationToken stopping)
    {
        var tails = new Dictionary<string, HistoryTail>(StringComparer.Ordinal);
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var states = Find();
                foreach (var instance in states.Select(state => state.Instance).Where(instance => !tails.ContainsKey(instance)))
                {
                    tails[instance] = new HistoryTail(new HistoryFiles(MemoryFolder.Path, instance));
                }

                foreach (var notice in tails.Values.SelectMany(tail => tail.Read()))
                {
                    notices.Take(notice);
                }
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                log.LogWarning("The history cannot be followed: {Reason}", Words.Of(problem));
            }

            await Task.Delay(Pause, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Whether a host does not answer: its first problem is that, and nothing else is known of it.</summary>
    // No host has the process 0.
    public static bool IsSilent(HostStatus status) => status.ProcessId == 0;

    private List<StateDirectory> Find() =>
        [.. Instances.Find(null).Where(state => only.Count == 0 || only.Contains(state.Instance, StringComparer.Ordinal))];

    private HostStatus Dated(HostStatus silent)
    {
        if (!_silent.TryGetValue(silent.Instance, out var since))
        {
            _silent[silent.Instance] = since = time.GetUtcNow();
        }

        return silent with { Problems = [.. silent.Problems.Select(problem => problem with { Since = since })] };
    }

    private static async Task<HostStatus> LookAsync(StateDirectory state, CancellationToken stopping)
    {
        try
        {
            return await StatusCommand.AskAsync(state, stopping);
        }
        catch (Exception problem) when (ControlClient.IsSilence(problem))
        {
            return new HostStatus
            {
                Instance = state.Instance,
                ProcessId = 0,
                Version = "",
                Started = default,
                Problems = [new ProblemStatus { What = $"does not answer: {Words.Of(problem)}", Since = default }],
            };
        }
    }
}
