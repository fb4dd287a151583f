using System.Net.Sockets;
using System.Text;
using LvsPluggable.Host.Checks;
using LvsPluggable.Host.Director;
using LvsPluggable.Host.Discovery;
using LvsPluggable.Host.Hosting;
using LvsPluggable.Host.Ipvs;
using LvsPluggable.Host.Notices;
using LvsPluggable.Host.Tests.Director;
using LvsPluggable.Host.Tests.Support;
using LvsPluggable.Host.Threads;
using Microsoft.Extensions.Logging.Abstractions;

namespace LvsPluggable.Host.Tests.Hosting;

[Collection(nameof(StarvationCollection))]
public sealed class StarvationTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private readonly string _root = Directory.CreateTempSubdirectory("lvsdr-starved-").FullName;
    private readonly ManualResetEventSlim _over = new();
    private readonly StateDirectory _state;

    public StarvationTests()
    {
        _state = StateDirectory.Of(_root, "lvs");
        _state.Create();
    }

    public void Dispose()
    {
        _over.Set();
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public void Heartbeat_and_control_go_on_while_plugins_hold_every_thread_of_the_pool()
    {
        HoldThePool();
        var report = new HostReport(
            _state,
            [],
            NewDirector(new MemoryTable()),
            new Dictionary<string, Func<string?>>(StringComparer.Ordinal),
            NoNotices.Instance,
            ServiceManager.None,
            TimeProvider.System,
            NullLogger.Instance);
        using var control = new ControlServer(
            _state.ControlSocket, _ => new ControlAnswer { Status = report.Status() }, NullLogger.Instance);
        using var heartbeat = new HeartbeatThread(report, null, NullLogger.Instance);

        Assert.Contains("\"instance\":\"lvs\"", Ask(), StringComparison.Ordinal);
        Assert.True(
            SpinWait.SpinUntil(() => File.Exists(Path.Combine(_state.Folder, "heartbeat")), Deadline), "no heartbeat was written");
        Assert.True(ThreadPool.PendingWorkItemCount > 0, "the pool was not held");
    }

    [Fact]
    public async Task Passes_and_checks_go_on_while_plugins_hold_every_thread_of_the_pool()
    {
        var kernel = new RefusingTable();
        var isSick = false;
        var director = NewDirector(kernel);
        var plan = new DirectorPlan
        {
            Services =
            [
                new ServiceDefinition
                {
                    Services = [Make.Service],
                    Sources = [new SourceRegistration("list", () => new Two())],
                    Checks = [new CheckRegistration("check", server => new Says(() => Volatile.Read(ref isSick) && server.Host == "node1"))],
                    Discovery = new DiscoverySettings { Reach = new ReachRules { Port = 5432 } },
                    Checking = new CheckSettings { Interval = TimeSpan.FromMilliseconds(100) },
                    SyncInterval = TimeSpan.FromMilliseconds(100),
                },
            ],
        };
        HoldThePool();

        var applied = director.ApplyAsync(plan, [], Deadline, CancellationToken.None);
        Assert.True(SpinWait.SpinUntil(() => kernel.Snapshot().SequenceEqual(["1:1", "2:1"]), Deadline), "the table was not filled");
        Volatile.Write(ref isSick, true);
        Assert.True(SpinWait.SpinUntil(() => kernel.Snapshot().SequenceEqual(["2:1"]), Deadline), "the sick server did not leave");
        Assert.True(ThreadPool.PendingWorkItemCount > 0, "the pool was not held");
        Assert.True(applied.IsCompletedSuccessfully);
        _over.Set();
        await director.StopAsync(() => true, CancellationToken.None).WaitAsync(Deadline);
    }

    // The pool grows by one or two threads a second, so these hold it for longer than the test looks.
    private void HoldThePool()
    {
        for (var i = 0; i < 200; i++)
        {
            ThreadPool.QueueUserWorkItem(_ => _over.Wait());
        }
    }

    private static TableDirector NewDirector(IIpvsClient kernel) => new(
        kernel, new NoServerMemory(), new NoNeighbours(), new HostThreads(), null, _ => { }, HostTime.Instance, NullLoggerFactory.Instance);

    private sealed class Two : IRealServerSource
    {
        public ValueTask<IReadOnlyList<RealServer>> GetRealServersAsync(CancellationToken cancellationToken) =>
            new([Make.Server(1), Make.Server(2)]);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class Says(Func<bool> isSick) : IHealthCheck
    {
        public ValueTask<HealthResult> CheckAsync(CancellationToken cancellationToken) =>
            new(isSick() ? HealthResult.Unhealthy("sick") : HealthResult.Healthy());

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private string Ask()
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
        {
            ReceiveTimeout = (int)Deadline.TotalMilliseconds,
        };
        socket.Connect(new UnixDomainSocketEndPoint(_state.ControlSocket));
        socket.Send("{\"command\":\"status\"}\n"u8);
        var answer = new byte[10_000];
        return Encoding.UTF8.GetString(answer, 0, socket.Receive(answer));
    }
}
