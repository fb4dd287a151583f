using LvsPluggable.Host.Director.Status;
using LvsPluggable.Host.Notices;

namespace LvsPluggable.Host.Cli.Live;

/// <summary>What was seen of the hosts, look by look, and what happened. To be used by one thread at a time.</summary>
internal sealed class LiveModel
{
    private const int MostEvents = 1000;

    private readonly Dictionary<ServerKey, (Trail Connections, Trail Arrivals, TrafficStatus? Traffic)> _lately = [];
    private readonly HashSet<(string, DateTimeOffset, NoticeKind, string?, string)> _known = [];
    private List<Notice> _events = [];
    private DateTimeOffset? _looked;

    /// <summary>The hosts; one that is gone stays as it was seen last.</summary>
    public IReadOnlyList<LiveHost> Hosts { get; private set; } = [];

    /// <summary>What happened last, the oldest first.</summary>
    public IReadOnlyList<Notice> Events => _events;

    /// <summary>Takes what a look has seen.</summary>
    /// <param name="statuses">The hosts that run; of one that does not answer only that.</param>
    /// <param name="now">When that was.</param>
    public void Take(IReadOnlyList<HostStatus> statuses, DateTimeOffset now)
    {
        var passed = _looked is { } before ? now - before : TimeSpan.Zero;
        var gone = Hosts.Where(host => !statuses.Any(status => status.Instance == host.Status.Instance))
            .Select(host => host.Silence == Ended ? host : host with { Silence = Ended, SilentSince = now });
        Hosts = [.. statuses.Select(status => Seen(status, passed)).Concat(gone).OrderBy(host => host.Status.Instance, StringComparer.Ordinal)];
        _looked = now;
        var there = Hosts.SelectMany(host => host.Services.SelectMany(service => service.Servers.Select(server => server.Key).Append(Whole(host.Status, service.Status)))).ToHashSet();
        foreach (var key in _lately.Keys.Where(key => !there.Contains(key)).ToList())
        {
            _lately.Remove(key);
        }
    }

    /// <summary>Takes what happened; what is known already is not taken twice.</summary>
    public void Take(IEnumerable<Notice> notices)
    {
        var added = notices.Where(notice => _known.Add(Identity(notice))).ToList();
        if (added.Count == 0)
        {
            return;
        }

        _events = [.. _events.Concat(added).OrderBy(notice => notice.Time)];
        foreach (var old in _events.SkipLast(MostEvents))
        {
            _known.Remove(Identity(old));
        }

        _events = [.. _events.TakeLast(MostEvents)];
    }

    private const string Ended = "has ended";

    private static (string, DateTimeOffset, NoticeKind, string?, string) Identity(Notice notice) =>
        (notice.Instance, notice.Time, notice.Event, notice.Server, notice.Reason);

    private LiveHost Seen(HostStatus status, TimeSpan passed)
    {
        if (RunningHosts.IsSilent(status))
        {
            var last = Hosts.FirstOrDefault(host => host.Status.Instance == status.Instance);
            var problem = status.Problems[0];
            return new LiveHost { Status = last?.Status ?? status with { Problems = [] }, Services = last?.Services ?? [], Silence = problem.What, SilentSince = problem.Since };
        }

        return new LiveHost
        {
            Status = status,
            Services = [.. status.Services.Select(service => Seen(status, service, passed))],
        };
    }

    private static ServerKey Whole(HostStatus host, ServiceStatus service) => new(host.Instance, service.Service, "");

    private LiveService Seen(HostStatus host, ServiceStatus service, TimeSpan passed)
    {
        var key = Whole(host, service);
        var known = _lately[key] = _lately.TryGetValue(key, out var lately) ? lately : (new Trail(), new Trail(), null);
        known.Connections.Add(service.Servers.Sum(server => server.ActiveConnections));
        return new LiveService(service, known.Connections, [.. service.Servers.Select(server => Seen(ServerKey.Of(host, service, server), server, passed))]);
    }

    private LiveServer Seen(ServerKey key, ServerStatus server, TimeSpan passed)
    {
        var (connections, arrivals, traffic) = _lately.TryGetValue(key, out var known) ? known : (new Trail(), new Trail(), null);
        var rates = Rates.Between(traffic, server.Traffic, passed);
        connections.Add(server.ActiveConnections);
        arrivals.Add(rates?.Connections);
        _lately[key] = (connections, arrivals, server.Traffic);
        return new LiveServer { Key = key, Status = server, Rates = rates, Connections = connections, Arrivals = arrivals };
    }
}
