using LvsPluggable.Host.Discovery;
using LvsPluggable.Host.Plugins.Running;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Checks;

/// <summary>All checks of one real server, running.</summary>
internal sealed class ServerChecks
{
    private readonly CancellationTokenSource _leaving;
    private readonly IReadOnlyList<CheckRunner> _runners;
    private readonly CheckContext _context;
    private readonly Task _running;

    /// <param name="candidate">The server.</param>
    /// <param name="checks">The checks that plugins added, each with the account of its calls.</param>
    /// <param name="initial">What is known beforehand, by the check's name.</param>
    /// <param name="context">What all checks have in common.</param>
    /// <param name="stopping">Cancelled when the host stops.</param>
    public ServerChecks(
        Candidate candidate,
        IReadOnlyList<(CheckRegistration Check, PluginAccount Account)> checks,
        Func<string, CheckState> initial,
        CheckContext context,
        CancellationToken stopping)
    {
        Candidate = candidate;
        _context = context;
        _leaving = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        _runners =
        [
            .. checks.Select(entry => new CheckRunner(entry.Check, entry.Account, candidate, initial(entry.Check.Name), context)),
        ];
        _running = Task.WhenAll(_runners.Select((runner, index) =>
            runner.RunAsync(Stagger(candidate, index, context.Settings.Interval, runner.State.Status), _leaving.Token)));
    }

    /// <summary>The server that the checks were created for.</summary>
    public Candidate Candidate { get; }

    /// <summary>What each check knows now.</summary>
    public IReadOnlyList<(string Name, CheckState State)> States => [.. _runners.Select(runner => (runner.Name, runner.State))];

    /// <summary>What each check measured last.</summary>
    public IReadOnlyList<(string Check, Measurement Measured)> Measurements =>
        _runners.All(runner => runner.Measurements.Count == 0)
            ? []
            : [.. _runners.SelectMany(runner => runner.Measurements.Select(measured => (runner.Name, measured)))];

    /// <summary>Ends the checks; one that does not come to an end is left behind after a while, and logged.</summary>
    public async Task StopAsync()
    {
        _leaving.Cancel();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        await Task.WhenAll(_runners.Select(EndAsync));
        _leaving.Dispose();
    }

    private async Task EndAsync(CheckRunner runner)
    {
        if (await runner.EndAsync() is { } problem)
        {
            _context.Log.LogWarning("{Server}: check {Check} did not end properly: {Reason}", Candidate.Host, runner.Name, problem);
        }
    }

    // A server about which nothing is known is looked at without delay; others are spread over a part of the interval.
    private static TimeSpan Stagger(Candidate candidate, int index, TimeSpan interval, HealthStatus known) =>
        known == HealthStatus.Unknown
            ? TimeSpan.Zero
            : interval * ((((uint)candidate.EndPoint.GetHashCode() + ((uint)index * 37)) % 100) / 200.0);
}
