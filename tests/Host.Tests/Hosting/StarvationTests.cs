using System.Net.Sockets;
using System.Text;
using LvsPluggable.Host.Director;
using LvsPluggable.Host.Hosting;
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
        // The pool grows by one or two threads a second, so these hold it for longer than the test looks.
        for (var i = 0; i < 200; i++)
        {
            ThreadPool.QueueUserWorkItem(_ => _over.Wait());
        }

        var report = new HostReport(
            _state,
            [],
            new TableDirector(new MemoryTable(), null, _ => { }, TimeProvider.System, NullLoggerFactory.Instance),
            TimeProvider.System,
            NullLogger.Instance);
        using var control = new ControlServer(
            _state.ControlSocket, _ => new ControlAnswer { Status = report.Status() }, NullLogger.Instance);
        using var heartbeat = new HeartbeatThread(report, NullLogger.Instance);

        Assert.Contains("\"instance\":\"lvs\"", Ask(), StringComparison.Ordinal);
        Assert.True(
            SpinWait.SpinUntil(() => File.Exists(Path.Combine(_state.Folder, "heartbeat")), Deadline), "no heartbeat was written");
        Assert.True(ThreadPool.PendingWorkItemCount > 0, "the pool was not held");
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
