using System.Diagnostics;
using System.Globalization;
using LvsPluggable.Postgres.Tests.Lab;
using Xunit.Abstractions;

namespace LvsPluggable.Postgres.Tests.Check;

/// <summary>How fast and how cheap it is, with limits that a busy machine keeps as well.</summary>
[Collection(PostgresCollection.Name)]
public sealed class MeasurementTests(ReplicationFixture servers, ITestOutputHelper output)
{
    private const int Deaths = 10;
    private const int Runs = 20;

    [SkippableFact]
    public async Task A_killed_postmaster_is_known_within_a_tenth_of_a_second()
    {
        await servers.StartAsync();
        await using var check = Checks.Builder().CheckOf(servers.Standby1);
        var times = new List<double>();
        for (var death = 0; death < Deaths; death++)
        {
            await Eventually.MeetsAsync(result => result.Status == HealthStatus.Healthy, check.AskAsync, "it is fit");
            var waiting = ((IWakeable)check).WaitForChangeAsync(CancellationToken.None).AsTask();
            await Task.Delay(TimeSpan.FromMilliseconds(20));
            var started = Stopwatch.GetTimestamp();
            Signal.Send(servers.Standby1.ProcessId, Signal.Kill);
            await waiting.WaitAsync(TimeSpan.FromSeconds(10));
            var result = await check.AskAsync();
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            Assert.True(result is { Status: HealthStatus.Unhealthy, IsCertain: true }, $"{result}");
            await servers.Standby1.DisposeAsync();
            await servers.Standby1.StartAsync();
        }

        times.Sort();
        var median = (times[(Deaths / 2) - 1] + times[Deaths / 2]) / 2;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"kill -9 to unhealthy, {Deaths} times: median {median:0.0} ms, {times[0]:0.0} to {times[^1]:0.0} ms"));
        Assert.True(median < 100, $"the median is {median} ms");
    }

    [SkippableTheory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task A_check_costs_a_small_part_of_what_psql_costs(bool withTls, bool isHeld)
    {
        // A held connection answers in a fraction of a millisecond; a login takes some, and many where a server's fork is slow.
        var calls = isHeld ? 1000 : 50;
        await servers.StartAsync();
        var mode = withTls
            ? $"verify-full sslrootcert={await servers.Standby1.RestartWithTlsAsync(servers.Standby1.Address)}"
            : "disable";
        var builder = new TestBuilder(
            [
                ("postgres_check", $"dbname=postgres user=lvsdr sslmode={mode}"),
                .. isHeld ? [("postgres_reconnect_interval", "1h")] : Array.Empty<(string, string)>(),
            ]).Configure();
        await using var check = builder.CheckOf(servers.Standby1);
        await AskAsync(check, calls);

        var serverBefore = ServerTime();
        var before = Environment.CpuUsage.TotalTime;
        var started = Stopwatch.GetTimestamp();
        await AskAsync(check, calls);

        var wall = Stopwatch.GetElapsedTime(started).TotalMicroseconds / calls;
        var perCheck = (Environment.CpuUsage.TotalTime - before).TotalMicroseconds / calls;
        var perCheckOfServer = (ServerTime() - serverBefore).TotalMicroseconds / calls;
        serverBefore = ServerTime();
        var children = ChildrenTime();
        for (var run = 0; run < Runs; run++)
        {
            await Command.RunAsync(
                "psql", "-XAtq", $"host={servers.Standby1.Address} port={servers.Port} user=lvsdr dbname=postgres sslmode={mode}", "-c",
                Postgres.Check.ReplicaState.Query(null));
        }

        var perRun = (ChildrenTime() - children).TotalMicroseconds / Runs;
        var perRunOfServer = (ServerTime() - serverBefore).TotalMicroseconds / Runs;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{(withTls ? "TLS" : "no TLS")}, {(isHeld ? "held connection" : "default")}: {wall:0} µs a check; CPU: {perCheck:0} µs here "
            + $"and {perCheckOfServer:0} µs in the server; psql: {perRun:0} µs and {perRunOfServer:0} µs"));
        Assert.True(perCheck * 2 < perRun, $"{perCheck} µs a check, {perRun} µs a run of psql");
    }

    // Where others have the processors, one in a while is slow enough to count towards fall.
    private static async Task AskAsync(IHealthCheck check, int calls)
    {
        var healthy = 0;
        for (var call = 0; call < calls; call++)
        {
            var result = await check.AskAsync();
            Assert.False(result is { Status: HealthStatus.Unhealthy, IsCertain: true }, $"{result}");
            healthy += result.Status == HealthStatus.Healthy ? 1 : 0;
        }

        Assert.InRange(healthy, calls * 9 / 10, calls);
    }

    // proc(5): cutime and cstime, the 16th and 17th field, of children that were waited for, in ticks of a hundredth of a second.
    private static TimeSpan ChildrenTime() => Ticks("/proc/self/stat", 15, 16);

    // Of the server's processes, and of those that ended, which are its postmaster's children.
    private TimeSpan ServerTime() => Workspace.ProcessesIn(servers.Standby1.Folder).Aggregate(
        TimeSpan.Zero, (sum, process) => sum + TicksOf(process));

    private static TimeSpan TicksOf(int process)
    {
        try
        {
            return Ticks($"/proc/{process}/stat", 13, 14, 15, 16);
        }
        catch (IOException)
        {
            // It has ended since it was listed.
            return TimeSpan.Zero;
        }
    }

    private static TimeSpan Ticks(string file, params int[] fields)
    {
        var stat = File.ReadAllText(file);
        var values = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return TimeSpan.FromMilliseconds(10 * fields.Sum(field => long.Parse(values[field - 2], CultureInfo.InvariantCulture)));
    }
}
