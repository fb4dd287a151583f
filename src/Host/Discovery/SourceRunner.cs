using LvsPluggable.Host.Plugins.Running;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Discovery;

/// <summary>Asks one source at every interval, resolves the hosts that it lists, and keeps the last list while it fails.</summary>
internal sealed class SourceRunner : IAsyncDisposable
{
    private readonly IRealServerSource _source;
    private readonly NameResolver _resolver;
    private readonly DiscoverySettings _settings;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Action _changed;
    private readonly PluginLoop<IReadOnlyList<RealServer>> _loop;
    private volatile SourceState _state;

    public SourceRunner(
        string name,
        IRealServerSource source,
        NameResolver resolver,
        DiscoverySettings settings,
        TimeProvider time,
        ILogger log,
        Action changed)
    {
        _source = source;
        _resolver = resolver;
        _settings = settings;
        _time = time;
        _log = log;
        _changed = changed;
        _state = new SourceState { Name = name };
        _loop = new PluginLoop<IReadOnlyList<RealServer>>(
            source.GetRealServersAsync, source, settings.Timeout, time, PublishAsync);
    }

    /// <summary>What is known now.</summary>
    public SourceState State => _state;

    /// <summary>Runs until the host stops.</summary>
    public Task RunAsync(CancellationToken stopping) => _loop.RunAsync(TimeSpan.Zero, stopping);

    public async ValueTask DisposeAsync()
    {
        await _loop.Idle;
        await _source.DisposeAsync();
    }

    private async ValueTask<TimeSpan> PublishAsync(CallOutcome<IReadOnlyList<RealServer>> outcome, CancellationToken stopping)
    {
        var before = _state;
        var problem = outcome.IsAnswer ? Mistake(outcome.Answer) : outcome.Problem;
        var after = problem is null
            ? await ResolveAsync(outcome.Answer!, stopping)
            : before with { WasAsked = true, Problem = problem, ProblemSince = before.ProblemSince ?? _time.GetUtcNow() };
        _state = after;
        LogChange(before, after);
        if (!before.WasAsked || before.Problem != after.Problem || !SameServers(before, after))
        {
            _changed();
        }

        return _settings.Interval;
    }

    private async Task<SourceState> ResolveAsync(IReadOnlyList<RealServer> listed, CancellationToken stopping)
    {
        var answers = await Task.WhenAll(listed.Select(server => FindAsync(server, stopping)));
        return new SourceState
        {
            Name = _state.Name,
            WasAsked = true,
            Servers = [.. answers.Where(answer => answer.Server.Address is not null).Select(answer => answer.Server)],
            Unresolved = answers.Where(answer => answer.Server.Address is null)
                .GroupBy(answer => answer.Server.Host, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.First().Problem!, StringComparer.Ordinal),
        };
    }

    private async Task<(RealServer Server, string? Problem)> FindAsync(RealServer server, CancellationToken stopping) =>
        server.Port == 0 || server.Port == _settings.Port
            ? await _resolver.ResolveAsync(server, stopping)
            : (server with { Address = null },
                $"its port {server.Port} is not the virtual service's, {_settings.Port}, and direct routing leaves ports alone");

    private static string? Mistake(IReadOnlyList<RealServer>? servers)
    {
        if (servers is null)
        {
            return "the source returned null instead of a list";
        }

        var wrong = servers.FirstOrDefault(server =>
            server is null || string.IsNullOrWhiteSpace(server.Host) || server.Port is < 0 or > 65535
            || server.Weight is < 0 or > HostParameters.MaximumWeight);
        return servers.Contains(null!) ? "the source listed a null server"
            : wrong is null ? null
            : $"the source listed host \"{wrong.Host}\" with port {wrong.Port} and weight {wrong.Weight}; "
                + "a host needs a name, a port from 0 to 65535 and a weight from 0 to 65535";
    }

    private static bool SameServers(SourceState before, SourceState after) =>
        ReferenceEquals(before.Servers, after.Servers)
        || (before.Servers is not null && after.Servers is not null
            && before.Servers.Count == after.Servers.Count
            && before.Servers.Zip(after.Servers).All(pair => Same(pair.First, pair.Second))
            && before.Unresolved.Count == after.Unresolved.Count
            && before.Unresolved.Keys.All(after.Unresolved.ContainsKey));

    private static bool Same(RealServer one, RealServer other) =>
        one.Host == other.Host && Equals(one.Address, other.Address) && one.Port == other.Port && one.Weight == other.Weight
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

        foreach (var (host, reason) in after.Unresolved)
        {
            if (!before.Unresolved.ContainsKey(host))
            {
                _log.LogWarning("Source {Source}: {Host} is left out: {Reason}", after.Name, host, reason);
            }
        }
    }
}
