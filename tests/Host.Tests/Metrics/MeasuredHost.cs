using System.Text;
using LvsPluggable.Host.Director;
using LvsPluggable.Host.Director.Status;
using LvsPluggable.Host.Metrics;
using LvsPluggable.Host.Plugins.Running;
using Microsoft.Extensions.Time.Testing;

namespace LvsPluggable.Host.Tests.Metrics;

/// <summary>The metrics of a host whose status the test says.</summary>
internal sealed class MeasuredHost : IDisposable
{
    public static readonly DateTimeOffset Then = new(2026, 11, 30, 14, 3, 0, TimeSpan.Zero);

    public MeasuredHost(string instance = "reads")
    {
        Status = StatusOf(instance);
        Metrics = new HostMetrics(instance, Instruments, Look, Time);
    }

    public FakeTimeProvider Time { get; } = new(Then);

    public DirectorInstruments Instruments { get; } = new();

    public HostMetrics Metrics { get; }

    /// <summary>How the host is.</summary>
    public HostStatus Status { get; set; }

    /// <summary>How often somebody looked.</summary>
    public int Looks { get; private set; }

    public void Dispose() => Metrics.Dispose();

    /// <summary>What is collected now.</summary>
    public IReadOnlyList<MetricFamily> Collect() => Metrics.Collect();

    /// <summary>The samples of a metric, each as its labels and its value.</summary>
    public IEnumerable<string> Samples(string name) =>
        Collect().Where(family => family.Name == name).SelectMany(family => family.Samples.Select(sample => $"{string.Join(' ', sample.Labels)} {sample.Value}"));

    public static async Task<string> WriteAsync(IEnumerable<MetricFamily> families, ScrapeFormat format = ScrapeFormat.Text)
    {
        using var text = new MemoryStream();
        await Exposition.WriteAsync(families, text, format, CancellationToken.None);
        return Encoding.UTF8.GetString(text.ToArray());
    }

    /// <summary>A host with one service, two servers, of which one is down, and everything else that is measured.</summary>
    public static HostStatus StatusOf(string instance) => new()
    {
        Instance = instance,
        ProcessId = 1,
        Version = "1.0.0",
        Started = Then,
        Restarts = new RestartStatus { Count = 2, Last = Then, Cause = "killed" },
        Problems = [new ProblemStatus { What = "it was restarted", Since = Then.AddSeconds(2) }],
        Services =
        [
            new ServiceStatus
            {
                Service = "-t 192.0.2.50:5432",
                Scheduler = "rr",
                IsReady = true,
                IsQuorumDown = true,
                LastChange = Then,
                Sources = [new SourceStatus { Name = "postgres", Servers = 2, Answered = Then, Problem = "no answer", ProblemSince = Then }],
                Plugins = [new PluginCost { Name = "check postgres", Calls = 9, Failures = 2, Late = 1, Time = TimeSpan.FromSeconds(1), LeftBehind = 1 }],
                Problems = [new ProblemStatus { What = "postgres: no answer", Since = Then.AddSeconds(1) }],
                Servers =
                [
                    Server("node2", "192.0.2.12", ServerState.Up, 3) with
                    {
                        ActiveConnections = 5,
                        InactiveConnections = 7,
                        Traffic = new TrafficStatus
                        {
                            Connections = 100, ConnectionsPerSecond = 4, IncomingPackets = 1000, OutgoingPackets = 0, IncomingBytes = 90000, OutgoingBytes = 0,
                        },
                        Measurements = [new MeasurementStatus { Check = "postgres", Name = "postgres_replication_lag_seconds", Value = 0.25, Description = "Behind." }],
                    },
                    Server("node3", "fd00::3", ServerState.Down, null),
                ],
            },
        ],
    };

    public static ServerStatus Server(string host, string address, ServerState state, int? weight) =>
        new() { Host = host, Address = address, Port = 5432, State = state, Weight = weight, Reason = "so", Since = Then };

    private HostStatus Look()
    {
        Looks++;
        return Status;
    }
}
