using System.Collections.Concurrent;
using System.Net;
using LvsPluggable.Host.Checks;
using LvsPluggable.Host.Netlink;
using LvsPluggable.Host.Tests.Netlink;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace LvsPluggable.Host.Tests.Checks;

public sealed class NeighboursTests : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _over = new();
    private readonly FakeTimeProvider _time = new();
    private readonly ConcurrentQueue<NeighbourState> _asked = new();

    public void Dispose() => _over.Dispose();

    [Fact]
    public async Task Four_questions_without_an_answer_in_two_seconds_are_silence()
    {
        var took = await TimeUntilSilentAsync(_ => NeighbourState.Probe);

        Assert.Equal(4, Questions);
        Assert.True(took >= TimeSpan.FromSeconds(2), $"{took}");
    }

    [Fact]
    public async Task The_kernel_is_made_to_ask_anew_each_time()
    {
        await TimeUntilSilentAsync(_ => NeighbourState.Probe);

        Assert.Equal(Enumerable.Repeat(new[] { NeighbourState.Stale, NeighbourState.Probe }, 4).SelectMany(states => states), _asked);
    }

    [Fact]
    public async Task An_answer_in_between_begins_the_count_anew()
    {
        await TimeUntilSilentAsync(question => question == 4 ? NeighbourState.Reachable : NeighbourState.Probe);

        Assert.Equal(8, Questions);
    }

    [Fact]
    public async Task An_answer_that_the_first_look_misses_is_one()
    {
        var looks = 0;

        await TimeUntilSilentAsync(question => question == 2 && ++looks == 2 ? NeighbourState.Reachable : NeighbourState.Probe);

        Assert.Equal(6, Questions);
    }

    [Theory]
    [InlineData(nameof(NeighbourState.Incomplete))]
    [InlineData(nameof(NeighbourState.Failed))]
    public async Task A_neighbour_without_an_address_is_asked_for_as_for_a_packet(string state)
    {
        await TimeUntilSilentAsync(_ => Enum.Parse<NeighbourState>(state), hasAddress: false);

        Assert.All(_asked, asked => Assert.Equal(NeighbourState.None, asked));
        Assert.Equal(4, Questions);
    }

    [Fact]
    public async Task A_host_that_answers_is_never_silent()
    {
        using var kernel = Kernel(_ => NeighbourState.Reachable, hasAddress: true, gateway: false);
        var silence = WaitAsync(kernel);

        await Eventually.HoldsAsync(() => Advance() && Questions > 6, "it should have been asked six times.");

        Assert.False(silence.IsCompleted);
        await EndAsync(silence);
    }

    [Theory]
    [InlineData(nameof(NeighbourState.Permanent))]
    [InlineData(nameof(NeighbourState.NoArp))]
    public async Task What_an_administrator_entered_stays(string state)
    {
        using var kernel = Kernel(_ => Enum.Parse<NeighbourState>(state), hasAddress: true, gateway: false);
        var silence = WaitAsync(kernel);

        await Eventually.HoldsAsync(
            () => Advance() && kernel.Requests.Any(request => request.Type == RouteProtocol.GetNeighbour), "the state should have been asked for.");
        _time.Advance(TimeSpan.FromMinutes(1));

        await EndAsync(silence);
        Assert.Empty(_asked);
    }

    [Fact]
    public async Task A_host_behind_a_router_is_not_asked()
    {
        using var kernel = Kernel(_ => NeighbourState.Failed, hasAddress: true, gateway: true);
        var silence = WaitAsync(kernel);
        await Eventually.HoldsAsync(() => !kernel.Requests.IsEmpty, "the route should have been asked for.");

        Assert.Equal(0, Questions);
        Assert.False(silence.IsCompleted);
        await EndAsync(silence);
    }

    // A request without a state is NTF_USE.
    private int Questions => _asked.Count(state => state is NeighbourState.Probe or NeighbourState.None);

    private async Task<TimeSpan> TimeUntilSilentAsync(Func<int, NeighbourState> stateAfter, bool hasAddress = true)
    {
        using var kernel = Kernel(stateAfter, hasAddress, gateway: false);
        var began = _time.GetTimestamp();
        var silence = WaitAsync(kernel);
        await Eventually.HoldsAsync(() => silence.IsCompleted || !Advance(), "the host should have been found silent.");
        await silence;
        return _time.GetElapsedTime(began);
    }

    private bool Advance()
    {
        _time.Advance(Step);
        return true;
    }

    private async Task WaitAsync(FakeKernel kernel)
    {
        using var connection = kernel.Connect();
        using var client = new NeighbourClient(connection);
        await new Neighbours(client, _time, NullLogger.Instance).WaitForSilenceAsync(IPAddress.Parse("192.0.2.11"), _over.Token);
    }

    private async Task EndAsync(Task silence)
    {
        await _over.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => silence);
    }

    private FakeKernel Kernel(Func<int, NeighbourState> stateAfter, bool hasAddress, bool gateway) => new(request => request.Type switch
    {
        RouteProtocol.GetRoute => [request.Reply(Route(gateway)), request.Acknowledge()],
        RouteProtocol.GetNeighbour => [request.Reply(Neighbour(stateAfter(Questions))), request.Acknowledge()],
        _ => [Take((NeighbourState)BitConverter.ToUInt16(request.Bytes, 16 + 8), hasAddress) ? request.Acknowledge() : request.Acknowledge(Errno.Invalid)],
    });

    private bool Take(NeighbourState state, bool hasAddress)
    {
        if (!hasAddress && state != NeighbourState.None)
        {
            return false;
        }

        _asked.Enqueue(state);
        return true;
    }

    private static byte[] Route(bool gateway)
    {
        var header = new byte[RouteProtocol.RouteHeaderLength];
        header[7] = RouteProtocol.RouteUnicast;
        var attributes = new AttributeWriter();
        attributes.Write(RouteProtocol.RouteInterface, BitConverter.GetBytes(3));
        if (gateway)
        {
            attributes.Write(RouteProtocol.RouteGateway, [192, 0, 2, 1]);
        }

        return [.. header, .. attributes.ToArray()];
    }

    private static byte[] Neighbour(NeighbourState state)
    {
        var header = new byte[RouteProtocol.NeighbourHeaderLength];
        BitConverter.TryWriteBytes(header.AsSpan(8), (ushort)state);
        return header;
    }
}
