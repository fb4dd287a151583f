using LvsPluggable.Host.Director;
using LvsPluggable.Host.Notices;
using LvsPluggable.Host.Publishing;
using LvsPluggable.Host.Settings;
using LvsPluggable.Host.Text;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Hosting;

/// <summary>What a running host is asked to do otherwise: to go by other parameters, and to direct after a standby. One at a time.</summary>
internal sealed class PlanChanges(
    StateDirectory state,
    InstalledPlugins plugins,
    ConfigurationReader configurations,
    TableDirector director,
    ParameterMemory memory,
    HostReport report,
    INotices notices,
    ServiceManager manager,
    AttributePublisher publisher,
    Action<IReadOnlyDictionary<string, string>> logBy,
    Listeners listeners,
    ILogger log)
{
    // Where nobody says how long a reload may take.
    private static readonly TimeSpan LongestReload = TimeSpan.FromMinutes(2);

    private readonly SemaphoreSlim _changing = new(1, 1);
    private DirectorPlan? _plan;

    /// <summary>Takes down what the host has begun with.</summary>
    public void Begin(DirectorPlan plan, OpeningResult opening)
    {
        _plan = plan;
        logBy(memory.InForce);
        publisher.Use(plan.PublishedAttribute);
        listeners.Use(opening.StatusPage, opening.Metrics);
        report.Plugins = opening.Plugins;
        report.Reject(opening.Rejected);
        if (opening.Rejected is { } rejected)
        {
            notices.Take(new Notice { Event = NoticeKind.Refused, Reason = $"the last good ones stay in force: {rejected}" });
        }
    }

    /// <summary>Waits for a change that goes on; from then on there is none.</summary>
    /// <exception cref="OperationCanceledException">It takes too long.</exception>
    public Task EndAsync(CancellationToken deadline) => _changing.WaitAsync(deadline);

    /// <summary>Ends the standby of a host that is to direct from now on, and tells the agent.</summary>
    public async Task DirectAsync(CancellationToken stopping)
    {
        if (_plan is null || !director.IsStandby)
        {
            return;
        }

        await _changing.WaitAsync(stopping);
        try
        {
            if (!director.IsStandby || state.IsStandby)
            {
                return;
            }

            TellAgent(await EndStandbyAsync(_plan, stopping));
        }
        finally
        {
            _changing.Release();
        }
    }

    private async Task<string?> EndStandbyAsync(DirectorPlan plan, CancellationToken stopping)
    {
        try
        {
            var problem = await director.DirectAsync(FirstSynchronisation.Bound(plan, action: null), stopping);
            notices.Take(new Notice { Event = NoticeKind.Start, Reason = problem ?? "" });
            report.BeatNow();
            return problem;
        }
        catch (Exception problem) when (!stopping.IsCancellationRequested)
        {
            log.LogError(problem, "The standby does not end: {Reason}", Words.Of(problem));
            return Words.Of(problem);
        }
    }

    // Where that cannot be written no heartbeat can be either: the supervisor ends the host, and the agent, which waits, starts another one.
    private void TellAgent(string? problem)
    {
        try
        {
            state.WriteDirects(problem);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            log.LogError("The agent cannot be told whether this host directs: {Reason}", Words.Of(failure));
        }
    }

    /// <summary>Takes other parameters, or those in force anew, and waits for what comes of it, as long as may be.</summary>
    public ControlAnswer Reload(ControlRequest request, CancellationToken stopping)
    {
        var atMost = request.AtMost ?? LongestReload;
        var reloading = ReloadAsync(request, stopping);
        return Task.WaitAny([reloading], (int)Math.Min(atMost.TotalMilliseconds, int.MaxValue), stopping) == 0
            ? reloading.GetAwaiter().GetResult()
            : new ControlAnswer { Problem = $"the changed parameters are still being applied after {atMost.TotalSeconds:0.#} s" };
    }

    /// <summary>Takes other parameters, or those in force anew; what is wrong is logged and shown, and changes nothing.</summary>
    public async Task<ControlAnswer> ReloadAsync(ControlRequest request, CancellationToken stopping)
    {
        var given = new GivenParameters { Values = request.Parameters ?? memory.InForce };
        await _changing.WaitAsync(stopping);
        manager.Reloading();
        var former = memory.InForce;
        try
        {
            var answer = await TakeAsync(given, request.AtMost, stopping);
            report.Reject(answer.Problem);
            if (answer.Problem is { } problem)
            {
                memory.Reject(problem);
                notices.Take(new Notice { Event = NoticeKind.Refused, Reason = $"the former ones stay in force: {problem}" });
            }
            else
            {
                notices.Take(new Notice { Event = NoticeKind.Parameters, Reason = ParameterChanges.Between(former, memory.InForce) });
            }

            return answer;
        }
        finally
        {
            report.BeatNow();
            manager.Reloaded(report.Summary());
            _changing.Release();
        }
    }

    private async Task<ControlAnswer> TakeAsync(GivenParameters given, TimeSpan? atMost, CancellationToken stopping)
    {
        try
        {
            var catalog = plugins.Load(given.Values, former: memory.Plugins);
            var configuration = configurations.Read(catalog, given);
            if (configuration.Plan is not { } plan)
            {
                return new ControlAnswer { Problem = string.Join(" ", configuration.Mistakes), WantsRestart = catalog.IsOutdated };
            }

            var bound = FirstSynchronisation.Bound(plan, atMost);
            var refusal = await director.ApplyAsync(plan, [], bound, stopping);
            if (refusal is null)
            {
                _plan = plan;
                logBy(given.Values);
                publisher.Use(plan.PublishedAttribute);
                listeners.Use(configuration.StatusPage, configuration.Metrics);
                report.Plugins = configuration.Plugins;
                memory.Keep(given, configuration, rejected: null);
            }
            else if (_plan is { } former)
            {
                await director.ApplyAsync(former, [], bound, stopping);
            }

            return new ControlAnswer { Problem = refusal };
        }
        catch (Exception problem) when (!stopping.IsCancellationRequested)
        {
            log.LogError(problem, "A reload failed");
            return new ControlAnswer { Problem = Words.Of(problem) };
        }
    }
}
