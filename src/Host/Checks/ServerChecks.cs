using LvsPluggable.Host.Discovery;
using LvsPluggable.Host.Text;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Checks;

/// <summary>All checks of one real server, running.</summary>
internal sealed class ServerChecks
{
    private static readonly TimeSpan DisposeDeadline = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _leaving;
    private readonly List<CheckRunner> _runners = [];
    private readonly List<(string Name, CheckState State)> _broken = [];
    private readonly ILogger _log;
    private readonly Task _running;

    /// <param name="candidate">The server.</param>
    /// <param name="checks">The checks that plugins added.</param>
    /// <param name="initial">What is known beforehand, by the check's name.</param>
    /// <param name="settings">How checks are run.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Where state changes of checks are logged.</param>
    /// <param name="changed">Called after every change of a check's state.</param>
    /// <param name="stopping">Cancelled when the host stops.</param>
    public ServerChecks(
        Candidate candidate,
        IReadOnlyList<CheckRegistration> checks,
        Func<string, CheckState> initial,
        CheckSettings settings,
        TimeProvider time,
        ILogger log,
        Action changed,
        CancellationToken stopping)
    {
        Candidate = candidate;
        _log = log;
        _leaving = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        foreach (var check in checks)
        {
            try
            {
                var created = check.Create(candidate.ToRealServer());
                _runners.Add(new CheckRunner(
                    check.Name, candidate.Host, created, initial(check.Name), settings, time, log, changed));
            }
            catch (Exception problem)
            {
                var unknown = HealthResult.Unknown($"it cannot be created: {Words.Of(problem)}");
                _broken.Add((check.Name, initial(check.Name).After(unknown, settings)));
                log.LogError("{Server}: check {Check}: {Reason}", candidate.Host, check.Name, unknown.Reason);
            }
        }

        _running = Task.WhenAll(_runners.Select((runner, index) =>
            runner.RunAsync(Stagger(candidate, index, settings.Interval, runner.State.Status), _leaving.Token)));
    }

    /// <summary>The server that the checks were created for.</summary>
    public Candidate Candidate { get; }

    /// <summary>What each check knows now.</summary>
    public IReadOnlyList<(string Name, CheckState State)> States =>
        [.. _broken, .. _runners.Select(runner => (runner.Name, runner.State))];

    /// <summary>Ends the checks; one that ignores its token is left behind after a while, and logged.</summary>
    public async Task StopAsync()
    {
        await _leaving.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var runner in _runners)
        {
            try
            {
                await runner.DisposeAsync().AsTask().WaitAsync(DisposeDeadline);
            }
            catch (Exception problem)
            {
                _log.LogWarning(
                    "{Server}: check {Check} did not end properly: {Reason}", Candidate.Host, runner.Name, Words.Of(problem));
            }
        }

        _leaving.Dispose();
    }

    // A server about which nothing is known is looked at without delay; others are spread over a part of the interval.
    private static TimeSpan Stagger(Candidate candidate, int index, TimeSpan interval, HealthStatus known) =>
        known == HealthStatus.Unknown
            ? TimeSpan.Zero
            : interval * ((((uint)candidate.EndPoint.GetHashCode() + ((uint)index * 37)) % 100) / 200.0);
}
