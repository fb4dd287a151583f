using System.Collections.Concurrent;
using System.Net.Sockets;
using LvsPluggable.Host.Director;
using LvsPluggable.Host.Director.Status;
using LvsPluggable.Host.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace LvsPluggable.Host.Tests.Hosting;

public sealed class ControlTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lvsdr-test.");
    private readonly ConcurrentQueue<ControlRequest> _asked = [];
    private readonly ManualResetEventSlim _reloading = new();
    private readonly ControlServer _server;

    public ControlTests() => _server = new ControlServer(SocketPath, Answer, NullLogger.Instance);

    private string SocketPath => Path.Combine(_folder.FullName, "control");

    public void Dispose()
    {
        _server.Dispose();
        _reloading.Set();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_status_comes_through_whole()
    {
        var status = (await Ask(new ControlRequest { Command = ControlRequest.StatusCommand })).Status!;

        Assert.Equal("db", status.Instance);
        Assert.True(status.IsDegraded);
        Assert.Equal(ServerState.Leaving, Assert.Single(Assert.Single(status.Services).Servers).State);
    }

    [Fact]
    public async Task Parameters_come_through_with_whatever_they_hold()
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal) { ["a"] = "line\nbreak \"quote\" ü", ["b"] = new('x', 100_000) };

        _reloading.Set();
        await Ask(new ControlRequest { Command = ControlRequest.ReloadCommand, Parameters = parameters, AtMost = TimeSpan.FromSeconds(7) });

        var asked = Assert.Single(_asked);
        Assert.Equal(parameters, asked.Parameters!);
        Assert.Equal(TimeSpan.FromSeconds(7), asked.AtMost);
    }

    [Fact]
    public async Task Nonsense_ends_the_connection_and_nothing_else()
    {
        using (var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(SocketPath));
            await socket.SendAsync("no json\n"u8.ToArray());
            Assert.Equal(0, await socket.ReceiveAsync(new byte[10]));
        }

        Assert.NotNull((await Ask(new ControlRequest { Command = ControlRequest.StatusCommand })).Status);
    }

    [Fact]
    public async Task The_status_is_answered_while_a_reload_takes_its_time()
    {
        var reload = Ask(new ControlRequest { Command = ControlRequest.ReloadCommand });
        await Eventually.HoldsAsync(() => !_asked.IsEmpty, "the reload has begun");

        Assert.NotNull((await Ask(new ControlRequest { Command = ControlRequest.StatusCommand })).Status);
        Assert.False(reload.IsCompleted);
        _reloading.Set();
        await reload;
    }

    [Fact]
    public async Task A_host_that_does_not_answer_in_time_is_late_and_who_gives_up_is_not_told_so()
    {
        var reload = new ControlRequest { Command = ControlRequest.ReloadCommand };
        using var cancellation = new CancellationTokenSource();

        var late = await Assert.ThrowsAsync<TimeoutException>(
            () => ControlClient.AskAsync(SocketPath, reload, TimeSpan.FromMilliseconds(50), CancellationToken.None));
        Assert.Equal("no answer within 0.05 s", late.Message);

        var asking = ControlClient.AskAsync(SocketPath, reload, Eventually.Deadline, cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    [Fact]
    public async Task Clients_that_say_nothing_do_not_keep_others_out_for_long()
    {
        var silent = Enumerable.Range(0, 8).Select(_ => new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)).ToList();
        try
        {
            foreach (var socket in silent)
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(SocketPath));
            }

            Assert.NotNull((await Ask(new ControlRequest { Command = ControlRequest.StatusCommand })).Status);
        }
        finally
        {
            silent.ForEach(socket => socket.Dispose());
        }
    }

    [Fact]
    public void Nobody_but_the_owner_can_ask() =>
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(SocketPath));

    private Task<ControlAnswer> Ask(ControlRequest request) =>
        ControlClient.AskAsync(SocketPath, request, Eventually.Deadline, CancellationToken.None);

    private ControlAnswer Answer(ControlRequest request)
    {
        _asked.Enqueue(request);
        if (request.Command == ControlRequest.ReloadCommand)
        {
            _reloading.Wait();
        }

        var server = new ServerStatus { Host = "node1", Address = "10.0.0.1", Port = 80, State = ServerState.Leaving, Reason = "r" };
        return new ControlAnswer
        {
            Status = new HostStatus
            {
                Instance = "db",
                ProcessId = 1,
                Version = "1.0.0",
                Started = DateTimeOffset.UnixEpoch,
                Problems = [new ProblemStatus { What = "w", Since = DateTimeOffset.UnixEpoch }],
                Services = [new ServiceStatus { Service = "-t 10.0.0.1:80", Scheduler = "rr", Servers = [server] }],
            },
        };
    }
}
