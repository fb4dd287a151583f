using LvsPluggable.Host.Plugins.Running;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Discovery;

/// <summary>Asks one source at every interval, resolves the hosts that it lists, and keeps the last list while it fails.</summary>
internal sealed class SourceRunner
{
    private readonly PluginObject<IRealServerSource> _source;
    private readonly PluginAccount _account;
    private readonly TimeSpan _timeout;
    private readonly NameResolver _resolver;
    private readonly DiscoverySettings _settings;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Action _changed;
    private readonly TaskCompletionSource _spoken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile SourceState _state;

    public SourceRunner(
        SourceRegistration registration,
        PluginAccount account,
        NameResolver resolver,
        DiscoverySettings settings,
        TimeProvider time,
        ILogger log,
        Action changed)
    {
        _source = new PluginObject<IRealServerSource>(registration.Create, account, time);
        _account = account;
        _timeout = settings.TimeoutOf(registration);
        IsConstant = registration.Defaults.IsConstant;
        _resolver = resolver;
        _settings = settings;
        _time = time;
        _log = log;
        _changed = changed;
        _state = new SourceState { Name = registration.Name };
    }

    /// <summary>Told of every call, once it counts.</summary>
    public Action<SourceCall>? Called { private get; init; }

    /// <summary>Whether it says the same for as long as it lives.</summary>
    public bool IsConstant { get; }

    /// <summary>Completes when it has answered or failed once.</summary>
    public Task Spoken => _spoken.Task;

    /// <summary>What is known now.</summary>
    public SourceState State => _state;

    /// <summary>What its calls have cost.</summary>
    public PluginCost Cost => _account.Cost;

    /// <summary>Runs until the host stops.</summary>
    public Task RunAsync(CancellationToken stopping) => LoopKeeper.RunAsync(() => LoopAsync(stopping), NotKnown, _time, stopping);

    /// <summary>Ends the source; to be called when it runs no more.</summary>
    /// <returns>What went wrong, in words; null when nothing did.</returns>
    public Task<string?> EndAsync() => _source.DisposeAsync();

    private async Task LoopAsync(CancellationToken stopping)
    {
        var source = _source.Instance ?? await _source.CreateAsync(NotKnown, stopping);
        var call = new GuardedCall<ListAnswer>(
            token => ListAnswer.AskAsync(source, _settings.MaxServers, token), _timeout, _account, _time);
        var gap = new WakeGap(_settings.Interval, () => _log.LogWarning(
            "Source {Source}: it wakes the host all the time and says nothing new; it is asked at its interval", _state.Name));
        await new PluginLoop<ListAnswer>(call, GuardedWait.For(source, _account), gap, _time, PublishAsync).RunAsync(TimeSpan.Zero, stopping);
    }

    private async ValueTask<LoopTurn> PublishAsync(CallOutcome<ListAnswer> outcome, CancellationToken stopping)
    {
        var isChange = outcome.IsAnswer ? Publish(await ResolveAsync(outcome.Answer!, stopping)) : Publish(Failed(outcome.Problem!));
        Called?.Invoke(new SourceCall(outcome, _state));
        var isOver = IsConstant && outcome.IsAnswer && !outcome.Answer!.Servers.Any(NameResolver.NeedsLookUp);
        return new LoopTurn(isOver ? Timeout.InfiniteTimeSpan : _settings.Interval, isChange);
    }

    private void NotKnown(string problem)
    {
        Publish(Failed(problem));
        Called?.Invoke(new SourceCall(CallOutcome<ListAnswer>.Failed(problem), _state));
    }

    private SourceState Failed(string problem) =>
        _state with { WasAsked = true, Problem = problem, ProblemSince = _state.ProblemSince ?? _time.GetUtcNow() };

    private bool Publish(SourceState after)
    {
        var before = _state;
        _state = after;
        LogChange(before, after);
        var isChange = !before.WasAsked || before.Problem != after.Problem || before.Degraded != after.Degraded
            || before.IsPartial != after.IsPartial || !SameServers(before, after);
        // What does not change the list is no news, but what is told of it is to be right.
        if (isChange || !before.Primary.SequenceEqual(after.Primary) || !SameWords(before.Unresolved, after.Unresolved) || !SameWords(before.Kept, after.Kept))
        {
            _changed();
        }

        // Who has waited for it knows of the change: told afterwards, it would look a second time.
        _spoken.TrySetResult();
        return isChange;
    }

    private async Task<SourceState> ResolveAsync(ListAnswer listed, CancellationToken stopping)
    {
        var answers = await Task.WhenAll(listed.Servers.Select(server => FindAsync(server, stopping)));
        return new SourceState
        {
            Name = _state.Name,
            WasAsked = true,
            Answered = _time.GetUtcNow(),
            Degraded = listed.Degraded,
            IsPartial = listed.IsPartial,
            Primary = listed.Primary,
            Servers = [.. answers.Where(answer => answer.Server.Address is not null).Select(answer => answer.Server)],
            Unresolved = ByHost(answers.Where(answer => answer.Server.Address is null)),
            Kept = ByHost(answers.Where(answer => answer.Server.Address is not null && answer.Problem is not null)),
        };
    }

    private static Dictionary<string, string> ByHost(IEnumerable<(RealServer Server, string? Problem)> answers) =>
        answers.GroupBy(answer => answer.Server.Host, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First().Problem!, StringComparer.Ordinal);

    private async Task<(RealServer Server, string? Problem)> FindAsync(RealServer listed, CancellationToken stopping)
    {
        var (server, problem) = await _resolver.ResolveAsync(listed, stopping);
        if (server.Address is null)
        {
            return (server, problem);
        }

        var completed = _settings.Reach.Completed(server);
        return _settings.Reach.ObjectionTo(completed) is { } objection ? (completed with { Address = null }, objection) : (completed, problem);
    }

    private static bool SameServers(SourceState before, SourceState after) =>
        ReferenceEquals(before.Servers, after.Servers)
        || (before.Servers is not null && after.Servers is not null
            && before.Servers.Count == after.Servers.Count
            && before.Servers.Zip(after.Servers).All(pair => Same(pair.First, pair.Second))
            && SameHosts(before.Unresolved, after.Unresolved)
            && SameHosts(before.Kept, after.Kept));

    private static bool SameHosts(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other) =>
        one.Count == other.Count && one.Keys.All(other.ContainsKey);

    private static bool SameWords(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other) =>
        one.All(pair => other.TryGetValue(pair.Key, out var words) && words == pair.Value);

    private static bool Same(RealServer one, RealServer other) =>
        one.Host == other.Host && Equals(one.Address, other.Address) && one.Port == other.Port && one.Weight == other.Weight
        && one.ForwardMethod == other.ForwardMethod
        && one.UpperThreshold == other.UpperThreshold && one.LowerThreshold == other.LowerThreshold
        && one.Labels.Count == other.Labels.Count
        && one.Labels.All(label => other.Labels.TryGetValue(label.Key, out var value) && value == label.Value);

    private void LogChange(SourceState before, SourceState after)
    {
        if (after.Problem is not null && before.Problem is null)
        {
            _log.LogWarning("Source {Source}: not known, the last list stays: {Reason}", after.Name, after.Problem);
        }
        else if (after.Problem is null && before.Problem is not null)
        {
            _log.LogInformation("Source {Source}: known again", after.Name);
        }

        if (after.Degraded is not null && after.Degraded != before.Degraded)
        {
            _log.LogWarning("Source {Source}: {Reason}", after.Name, after.Degraded);
        }

        foreach (var (host, reason) in NewIn(after.Unresolved, before.Unresolved))
        {
            _log.LogWarning("Source {Source}: {Host} is left out: {Reason}", after.Name, host, reason);
        }

        foreach (var (host, reason) in NewIn(after.Kept, before.Kept))
        {
            _log.LogWarning("Source {Source}: {Host} keeps its last address: {Reason}", after.Name, host, reason);
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> NewIn(
        IReadOnlyDictionary<string, string> after, IReadOnlyDictionary<string, string> before) =>
        after.Where(pair => !before.ContainsKey(pair.Key));
}
