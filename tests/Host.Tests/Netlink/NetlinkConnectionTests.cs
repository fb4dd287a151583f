using LvsPluggable.Host.Netlink;
using Microsoft.Extensions.Time.Testing;

namespace LvsPluggable.Host.Tests.Netlink;

public sealed class NetlinkConnectionTests
{
    private readonly List<string> _read = [];

    [Fact]
    public async Task A_reply_and_its_acknowledgement_may_be_two_datagrams()
    {
        using var kernel = new FakeKernel(request => [request.Reply(0xaa), request.Acknowledge()]);
        using var connection = kernel.Connect();
        await AskAsync(connection);
        await AskAsync(connection);
        Assert.Equal(["AA", "AA"], _read);
        Assert.Equal(1, kernel.SocketsOpened);
    }

    [Fact]
    public async Task The_request_has_its_length_type_flags_and_a_sequence_number_of_its_own()
    {
        using var kernel = new FakeKernel(request => [request.Acknowledge()]);
        using var connection = kernel.Connect();
        await AskAsync(connection);
        await AskAsync(connection);
        var requests = kernel.Requests.ToArray();
        Assert.Equal("13000000" + "2000" + "0500" + "01000000" + "00000000" + "010203", Convert.ToHexString(requests[0].Bytes));
        Assert.Equal([1u, 2u], requests.Select(request => request.Sequence));
    }

    [Fact]
    public async Task A_dump_is_read_over_many_datagrams_to_its_end()
    {
        using var kernel = new FakeKernel(request =>
            Enumerable.Range(1, 50).Select(number => request.Reply((byte)number)).Append(request.Done()));
        using var connection = kernel.Connect();
        await AskAsync(connection, NetlinkProtocol.FlagDump);
        Assert.Equal(Enumerable.Range(1, 50).Select(number => $"{number:X2}"), _read);
    }

    [Fact]
    public async Task Messages_of_another_sequence_number_are_skipped()
    {
        using var kernel = new FakeKernel(request =>
        [
            FakeRequest.Message(NetlinkProtocol.TypeError, 0, request.Sequence - 1, BitConverter.GetBytes(-1)),
            [.. FakeRequest.Message(32, 0, request.Sequence + 7, 0xbb), .. request.Reply(0xaa)],
            request.Acknowledge(),
        ]);
        using var connection = kernel.Connect();
        await AskAsync(connection);
        Assert.Equal(["AA"], _read);
    }

    [Fact]
    public async Task An_error_carries_number_and_words_and_leaves_the_socket_in_use()
    {
        using var kernel = new FakeKernel(request => [request.Refuse(Errno.OutOfRange, "too much")]);
        using var connection = kernel.Connect();
        for (var round = 0; round < 2; round++)
        {
            var exception = await Assert.ThrowsAsync<NetlinkException>(() => AskAsync(connection));
            Assert.Equal((Errno.OutOfRange, "too much"), (exception.Errno, exception.KernelMessage));
            Assert.StartsWith("ERANGE (", exception.Message, StringComparison.Ordinal);
            Assert.EndsWith(": too much", exception.Message, StringComparison.Ordinal);
        }

        Assert.Equal(1, kernel.SocketsOpened);
    }

    [Fact]
    public async Task An_answer_that_never_comes_is_a_time_out_and_the_next_exchange_has_a_new_socket()
    {
        var answers = false;
        using var kernel = new FakeKernel(request => answers ? [request.Acknowledge()] : []);
        using var connection = kernel.Connect(TimeSpan.FromMilliseconds(50));
        await Assert.ThrowsAsync<TimeoutException>(() => AskAsync(connection));
        answers = true;
        await AskAsync(connection);
        Assert.Equal(2, kernel.SocketsOpened);
    }

    [Fact]
    public async Task The_time_of_an_exchange_begins_when_its_turn_comes()
    {
        var arrived = new SemaphoreSlim(0);
        var proceed = new SemaphoreSlim(0);
        using var kernel = new FakeKernel(request =>
        {
            arrived.Release();
            proceed.Wait(TimeSpan.FromSeconds(20));
            return [request.Acknowledge()];
        });
        var time = new FakeTimeProvider();
        using var connection = kernel.Connect(TimeSpan.FromSeconds(5), time: time);
        var first = AskAsync(connection);
        var second = AskAsync(connection);
        await arrived.WaitAsync(TimeSpan.FromSeconds(20));
        time.Advance(TimeSpan.FromSeconds(4));
        proceed.Release();
        await first;
        await arrived.WaitAsync(TimeSpan.FromSeconds(20));
        time.Advance(TimeSpan.FromSeconds(4));
        proceed.Release();
        await second;
        Assert.Equal(1, kernel.SocketsOpened);
    }

    [Fact]
    public async Task Of_several_requests_at_once_only_the_last_one_is_acknowledged_and_those_that_are_refused_are_known()
    {
        using var kernel = new FakeKernel(datagram =>
            datagram.Each().Where(request => request.Flags != 1 || request.Bytes[16] is 2 or 3)
                .Select(request => request.Acknowledge(request.Bytes[16] is 2 or 3 ? Errno.Exists : 0)));
        using var connection = kernel.Connect();
        Assert.Equal([1, 2], (await connection.ExchangeAllAsync(32, [[1], [2], [3], [4]], CancellationToken.None)).Order());
        Assert.Empty(await connection.ExchangeAllAsync(32, [[1], [4]], CancellationToken.None));
        Assert.Equal([1], await connection.ExchangeAllAsync(32, [[1], [2]], CancellationToken.None));
        await AskAsync(connection);
        Assert.Equal(4, kernel.Requests.Count);
        Assert.Equal(1, kernel.SocketsOpened);
        Assert.Equal([1u, 2u, 3u, 4u], kernel.Requests.First().Each().Select(request => request.Sequence));
        Assert.Equal([1, 1, 1, 5], kernel.Requests.First().Each().Select(request => (int)request.Flags));
    }

    [Fact]
    public async Task A_cancelled_exchange_is_cancelled_and_not_failed_and_its_late_answer_reaches_nobody()
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        FakeRequest? held = null;
        using var kernel = new FakeKernel(request =>
        {
            if (held is null)
            {
                held = request;
                arrived.SetResult();
                return [];
            }

            return [held.Reply(0xbb), held.Acknowledge(), request.Reply(0xaa), request.Acknowledge()];
        });
        using var connection = kernel.Connect();
        using var cancel = new CancellationTokenSource();
        var first = AskAsync(connection, cancellationToken: cancel.Token);
        await arrived.Task;
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await AskAsync(connection);
        Assert.Equal(["AA"], _read);
        Assert.Equal(2, kernel.SocketsOpened);
    }

    [Fact]
    public async Task A_cancelled_wait_for_its_turn_does_not_disturb_the_exchange_that_runs()
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var proceed = new ManualResetEventSlim();
        using var kernel = new FakeKernel(request =>
        {
            arrived.TrySetResult();
            proceed.Wait(TimeSpan.FromSeconds(20));
            return [request.Acknowledge()];
        });
        using var connection = kernel.Connect();
        using var cancel = new CancellationTokenSource();
        var first = AskAsync(connection);
        await arrived.Task;
        var second = AskAsync(connection, cancellationToken: cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        proceed.Set();
        await first;
        Assert.Single(kernel.Requests);
        Assert.Equal(1, kernel.SocketsOpened);
    }

    [Fact]
    public async Task Concurrent_exchanges_each_get_their_own_answer()
    {
        using var kernel = new FakeKernel(request => [request.Reply(request.Bytes[16]), request.Acknowledge()]);
        using var connection = kernel.Connect();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(async number =>
        {
            var answer = -1;
            await connection.ExchangeAsync(
                32, NetlinkProtocol.FlagAcknowledge, new[] { (byte)number }, payload => answer = payload[0], CancellationToken.None);
            return answer;
        }));
        Assert.Equal(Enumerable.Range(0, 50), answers);
        Assert.Equal(1, kernel.SocketsOpened);
    }

    [Fact]
    public async Task A_datagram_larger_than_the_buffer_is_never_taken_for_a_whole_one()
    {
        using var kernel = new FakeKernel(request => request.Sequence == 1
            ? [[.. request.Reply(new byte[48]), .. request.Reply(1)], request.Acknowledge()]
            : [request.Acknowledge()]);
        using var connection = kernel.Connect(receiveBufferLength: 64);
        var exception = await Assert.ThrowsAsync<MalformedMessageException>(() => AskAsync(connection));
        Assert.Contains("84 bytes", exception.Message, StringComparison.Ordinal);
        await AskAsync(connection);
        Assert.Equal(2, kernel.SocketsOpened);
    }

    [Fact]
    public async Task Bytes_that_make_no_sense_cost_the_socket_and_nothing_else()
    {
        using var kernel = new FakeKernel(request => request.Sequence == 1
            ? [[1, 2, 3], request.Acknowledge()]
            : [request.Acknowledge()]);
        using var connection = kernel.Connect();
        await Assert.ThrowsAsync<MalformedMessageException>(() => AskAsync(connection));
        await AskAsync(connection);
        Assert.Equal(2, kernel.SocketsOpened);
    }

    [Fact]
    public async Task A_reader_that_finds_a_mistake_costs_the_socket_and_nothing_else()
    {
        using var kernel = new FakeKernel(request => [request.Reply(1), request.Acknowledge()]);
        using var connection = kernel.Connect();
        await Assert.ThrowsAsync<MalformedMessageException>(() => connection.ExchangeAsync(
            32, NetlinkProtocol.FlagAcknowledge, default, _ => MalformedMessageException.Throw("what"), CancellationToken.None));
        await AskAsync(connection);
        Assert.Equal(["01"], _read);
    }

    [Fact]
    public async Task Lost_data_is_an_error()
    {
        using var kernel = new FakeKernel(request => [FakeRequest.Message(NetlinkProtocol.TypeOverrun, 0, request.Sequence)]);
        using var connection = kernel.Connect();
        await Assert.ThrowsAsync<MalformedMessageException>(() => AskAsync(connection));
    }

    private Task AskAsync(
        NetlinkConnection connection,
        ushort flags = NetlinkProtocol.FlagAcknowledge,
        CancellationToken cancellationToken = default) =>
        connection.ExchangeAsync(32, flags, new byte[] { 1, 2, 3 }, payload => _read.Add(Convert.ToHexString(payload)), cancellationToken);
}
