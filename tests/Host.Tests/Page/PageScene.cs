using System.Text.Json;
using LvsPluggable.Host.Director;
using LvsPluggable.Host.Director.Status;
using LvsPluggable.Host.Hosting;
using LvsPluggable.Host.Notices;
using LvsPluggable.Host.Page;

namespace LvsPluggable.Host.Tests.Page;

/// <summary>Hosts that the page shows, as many and as strange as wanted.</summary>
internal static class PageScene
{
    /// <summary>What somebody who can name a server, or word an answer, might try.</summary>
    public const string Attack = "</script><img src=x onerror=\"window.hacked=1\"><script>window.hacked=1</script>&amp;\u202e";

    public static ServerStatus Server(int number, ServerState state = ServerState.Up) => new()
    {
        Host = $"node{number}",
        Address = $"10.0.{number / 250}.{(number % 250) + 1}",
        Port = 80,
        State = state,
        Weight = state is ServerState.Down or ServerState.Flapping or ServerState.Unknown ? null : state is ServerState.Up ? 1 : 0,
        Reason = state is ServerState.Up ? "answers" : "connection refused",
        Since = new DateTimeOffset(2026, 11, 30, 9, 0, 0, TimeSpan.Zero),
        ActiveConnections = state is ServerState.Up ? number : 0,
    };

    /// <summary>A server whose check measures by how many seconds its replication is behind.</summary>
    public static ServerStatus Lagging(int number, double seconds) => Server(number) with
    {
        Measurements = [new MeasurementStatus { Check = "postgres_check", Name = "postgres_replication_lag_seconds", Value = seconds }],
    };

    public static HostStatus Host(params IReadOnlyList<ServerStatus> servers) => new()
    {
        Instance = "reads",
        ProcessId = 1,
        Version = "1.0.0",
        Started = new DateTimeOffset(2026, 11, 30, 8, 0, 0, TimeSpan.Zero),
        Services = [new ServiceStatus { Service = "-t 192.0.2.50:80", Scheduler = "wlc", IsReady = true, Servers = servers, Table = ["-A -t 192.0.2.50:80 -s wlc"] }],
    };

    public static PageSource Source(Func<IReadOnlyList<HostStatus>> look, IEnumerable<Notice>? history = null) => new()
    {
        Metrics = exchange => exchange.SayAsync(200, "metrics"),
        Look = _ => Task.FromResult(look()),
        Write = statuses => JsonSerializer.SerializeToUtf8Bytes(statuses, ControlJson.Default.IReadOnlyListHostStatus),
        Failure = statuses => statuses.Count == 0 ? "nothing runs" : null,
        Histories = () => new Dictionary<string, IEnumerable<Notice>>(StringComparer.Ordinal) { ["reads"] = history ?? [] },
    };
}
