using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using LvsPluggable.Network.Tests.Lab;

namespace LvsPluggable.Network.Tests.Tcp;

public sealed class TcpCheckTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_server_that_accepts_connections_is_fit_and_one_connection_to_it_is_held()
    {
        await using var server = TestServer.Silent();
        await using var check = Checks.Create(server.EndPoint, ("tcp_check", "true"));

        await check.IsHealthyAsync();
        var wait = WaitAsync(check);
        await check.IsHealthyAsync();
        await check.IsHealthyAsync();

        await Eventually.HoldsAsync(() => server.Accepted == 3, "each look makes a connection");
        Assert.False(wait.IsCompleted);
    }

    [Fact]
    public async Task A_closed_port_is_certain()
    {
        await using var check = Checks.Create(Checks.Closed(), ("tcp_check", "true"));

        Checks.IsCertain(await check.AskAsync(), "refused");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_end_of_the_held_connection_wakes_the_check_which_then_finds_the_port_closed(bool isReset)
    {
        var clients = Channel.CreateUnbounded<Socket>();
        await using var server = TestServer.Silent(clients.Writer);
        await using var check = Checks.Create(server.EndPoint, ("tcp_check", "true"));
        await check.IsHealthyAsync();
        var wait = WaitAsync(check);
        var held = await NextAsync(clients);

        server.StopListening();
        Assert.False(wait.IsCompleted);
        if (isReset)
        {
            TestServer.Reset(held);
        }
        else
        {
            held.Shutdown(SocketShutdown.Both);
        }

        await wait.WaitAsync(Deadline);
        Checks.IsCertain(await check.AskAsync(), "refused");
        Assert.False(WaitAsync(check).IsCompleted);
    }

    [Fact]
    public async Task A_server_that_takes_no_new_connections_is_not_fit_though_the_held_one_lives()
    {
        await using var server = TestServer.Silent();
        await using var check = Checks.Create(server.EndPoint, ("tcp_check", "true"));
        await check.IsHealthyAsync();

        server.StopListening();

        Checks.IsCertain(await check.AskAsync(), "refused");
    }

    [Fact]
    public async Task What_a_server_has_accepted_since_it_ended_the_held_connection_is_not_held_as_it_may_be_going_down()
    {
        var clients = Channel.CreateUnbounded<Socket>();
        await using var server = TestServer.Silent(clients.Writer);
        await using var check = Checks.Create(server.EndPoint, ("tcp_check", "true"));
        await check.IsHealthyAsync();
        var held = await NextAsync(clients);
        var wait = WaitAsync(check);
        Assert.NotSame(wait, await Task.WhenAny(wait, Task.Delay(TimeSpan.FromSeconds(1.1))));
        held.Shutdown(SocketShutdown.Both);
        await wait.WaitAsync(Deadline);

        // PostgreSQL would wait for these, and so would they for it.
        await check.IsHealthyAsync();
        await IsClosedAsync(await NextAsync(clients));
        await WaitAsync(check).WaitAsync(Deadline);
        await check.IsHealthyAsync();
        await IsClosedAsync(await NextAsync(clients));

        server.StopListening();
        Checks.IsCertain(await check.AskAsync(), "refused");
        Assert.False(WaitAsync(check).IsCompleted);
    }

    [Fact]
    public async Task What_is_held_of_a_server_that_takes_no_new_connections_is_let_go_as_it_may_wait_for_it()
    {
        var clients = Channel.CreateUnbounded<Socket>();
        await using var server = TestServer.Silent(clients.Writer);
        await using var check = Checks.Create(server.EndPoint, ("tcp_check", "true"));
        await check.IsHealthyAsync();
        var wait = WaitAsync(check);
        var held = await NextAsync(clients);

        server.StopListening();
        Checks.IsCertain(await check.AskAsync(), "refused");

        await IsClosedAsync(held);
        Assert.NotSame(wait, await Task.WhenAny(wait, Task.Delay(TimeSpan.FromMilliseconds(200))));
    }

    [Fact]
    public async Task A_server_that_closes_what_says_nothing_at_once_wakes_the_check_no_more_than_once()
    {
        await using var server = new TestServer((_, _) => Task.CompletedTask);
        await using var check = Checks.Create(server.EndPoint, ("tcp_check", "true"));

        await check.IsHealthyAsync();
        await WaitAsync(check).WaitAsync(Deadline);
        await check.IsHealthyAsync();
        var wait = WaitAsync(check);
        await check.IsHealthyAsync();

        Assert.NotSame(wait, await Task.WhenAny(wait, Task.Delay(TimeSpan.FromMilliseconds(500))));
    }

    [Fact]
    public async Task A_greeting_does_not_wake_the_check_and_an_endless_one_is_not_read_to_its_end()
    {
        var sent = 0L;
        await using var server = new TestServer(async (client, stopping) =>
        {
            for (var chunk = new byte[4096]; ; Interlocked.Add(ref sent, chunk.Length))
            {
                await client.SendAsync(chunk, stopping);
            }
        });
        await using var check = Checks.Create(server.EndPoint, ("tcp_check", "true"));
        await check.IsHealthyAsync();

        await WaitAsync(check).WaitAsync(Deadline);
        Assert.InRange(Interlocked.Read(ref sent), 64 * 1024, 64 * 1024 * 1024);
    }

    [Fact]
    public async Task Port_and_source_address_are_those_that_are_given()
    {
        var clients = new TaskCompletionSource<EndPoint>();
        await using var server = new TestServer((client, stopping) =>
        {
            clients.TrySetResult(client.RemoteEndPoint!);
            return Task.Delay(Timeout.Infinite, stopping);
        });
        await using var check = Checks.Create(
            new IPEndPoint(server.EndPoint.Address, 1),
            ("tcp_check", "true"), ("check_port", $"{server.EndPoint.Port}"), ("check_source_address", "127.0.3.77"));

        await check.IsHealthyAsync();
        Assert.Equal(IPAddress.Parse("127.0.3.77"), ((IPEndPoint)await clients.Task.WaitAsync(Deadline)).Address);
    }

    [Fact]
    public async Task A_source_address_that_this_machine_lacks_says_nothing_of_the_server()
    {
        await using var server = TestServer.Silent();
        await using var foreign = Checks.Create(server.EndPoint, ("tcp_check", "true"), ("check_source_address", "192.0.2.1"));
        await using var other = Checks.Create(server.EndPoint, ("tcp_check", "true"), ("check_source_address", "::1"));

        Checks.IsUnknown(await foreign.AskAsync(), "does not have the address");
        Checks.IsUnknown(await other.AskAsync(), "check_source_address ::1 cannot reach 127.0.3.1");
    }

    [Fact]
    public async Task A_look_that_is_given_up_is_no_failure()
    {
        // Its queue of connections is full, so that it answers no more of them.
        using var full = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        full.Bind(new IPEndPoint(IPAddress.Parse("127.0.3.2"), 0));
        full.Listen(0);
        using var first = new TcpClient();
        await first.ConnectAsync((IPEndPoint)full.LocalEndPoint!);
        await using var check = Checks.Create(full.LocalEndPoint!, ("tcp_check", "true"));

        await check.IsGivenUpAsync();
    }

    [Fact]
    public async Task A_wait_ends_with_its_token()
    {
        await using var server = TestServer.Silent();
        await using var check = Checks.Create(server.EndPoint, ("tcp_check", "true"));
        await check.IsHealthyAsync();
        using var over = new CancellationTokenSource();

        var wait = ((IWakeable)check).WaitForChangeAsync(over.Token).AsTask();
        await over.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait.WaitAsync(Deadline));
    }

    private static Task<Socket> NextAsync(Channel<Socket> clients) => clients.Reader.ReadAsync().AsTask().WaitAsync(Deadline);

    private static async Task IsClosedAsync(Socket client) =>
        Assert.Equal(0, await client.ReceiveAsync(new byte[1]).WaitAsync(Deadline));

    private static Task WaitAsync(IHealthCheck check) => ((IWakeable)check).WaitForChangeAsync(CancellationToken.None).AsTask();
}
