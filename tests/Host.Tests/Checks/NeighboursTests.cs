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
    private static readonly IPAddress Address = IPAddress.Parse("192.0.2.11");
    private static readonly IPAddress Other = IPAddress.Parse("192.0.2.12");
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _over = new();
    private readonly FakeTimeProvider _time = new();
    private readonly ConcurrentQueue<NeighbourState> _asked = new();
    private NeighbourState? _other = NeighbourState.Reachable;

    public void Dispose() => _over.Dispose();

    [Fact]
    public async Task Four_questions_without_an_answer_in_two_seconds_are_silence()
    {
        var took = await TimeUntilSilentAsync(_ => NeighbourState.Probe);

        // Another question may be on its way when the silence is told.
        Assert.InRange(Questions, 4, 5);
        Assert.True(took >= TimeSpan.FromSeconds(2), $"{took}");
    }

    [Fact]
    public async Task The_kernel_is_made_to_ask_anew_each_time()
    {
        await TimeUntilSilentAsync(_ => NeighbourState.Probe);

        Assert.Equal(Enumerable.Repeat(new[] { NeighbourState.Stale, NeighbourState.Probe }, 4).SelectMany(states => states), _asked.Take(8));
    }

    [Fact]
    public async Task An_answer_in_between_begins_the_count_anew()
    {
        await TimeUntilSilentAsync(question => question == 4 ? NeighbourState.Reachable : NeighbourState.Probe);

        Assert.InRange(Questions, 8, 9);
    }

    [Fact]
    public async Task Checks_whose_deadlines_are_shorter_than_the_silence_find_it_together()
    {
        using var kernel = Kernel(_ => NeighbourState.Probe, hasAddress: true, gateway: false);
        using var connection = kernel.Connect();
        using var client = new NeighbourClient(connection);
        var neighbours = new Neighbours(client, _time, NullLogger.Instance);
        for (var call = 1; call <= 2; call++)
        {
            using var deadline = new CancellationTokenSource();
            var waiting = neighbours.WaitForSilenceAsync(Address, deadline.Token);
            await Eventually.HoldsAsync(() => Advance() && Questions > call, "another question should be asked.");
            Assert.False(waiting.IsCompleted);
            await deadline.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        }

        await Eventually.HoldsAsync(() => neighbours.WaitForSilenceAsync(Address, _over.Token).IsCompleted || !Advance(), "the host should be silent.");

        Assert.InRange(Questions, 4, 5);
    }

    [Fact]
    public async Task A_host_that_answers_is_asked_once_for_all_who_wait_and_no_more_after()
    {
        using var kernel = Kernel(_ => NeighbourState.Reachable, hasAddress: true, gateway: false);
        using var connection = kernel.Connect();
        using var client = new NeighbourClient(connection);
        var neighbours = new Neighbours(client, _time, NullLogger.Instance);
        var first = neighbours.WaitForSilenceAsync(Address, _over.Token);
        var second = neighbours.WaitForSilenceAsync(Address, _over.Token);
        await Eventually.HoldsAsync(() => Advance() && Questions > 0, "it should be asked.");
        Assert.Single(kernel.Requests, request => request.Type == RouteProtocol.GetRoute);

        await EndAsync(first);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        var asked = Questions;
        await Eventually.HoldsAsync(() => Advance() && _time.GetUtcNow() - _time.Start > TimeSpan.FromMinutes(1), "time should pass.");
        // One may have been on its way.
        Assert.InRange(Questions, asked, asked + 1);
    }

    [Theory]
    [InlineData(nameof(NeighbourState.Probe))]
    [InlineData(nameof(NeighbourState.Failed))]
    [InlineData(null)]
    public async Task Where_no_other_neighbour_answers_either_nothing_is_certain(string? other)
    {
        _other = other is null ? null : Enum.Parse<NeighbourState>(other);
        using var kernel = Kernel(_ => NeighbourState.Probe, hasAddress: true, gateway: false);
        var silence = WaitAsync(kernel);
        await Eventually.HoldsAsync(() => Advance() && Questions > 8, "it should have been asked eight times.");
        Assert.False(silence.IsCompleted);

        _other = NeighbourState.Reachable;
        await Eventually.HoldsAsync(() => silence.IsCompleted || !Advance(), "the host is silent when another one answers.");
        await silence;
    }

    [Fact]
    public async Task A_host_that_answers_a_second_after_the_first_neighbour_does_again_is_not_silent()
    {
        _other = NeighbourState.Probe;
        var back = int.MaxValue;
        using var kernel = Kernel(question => question > back + 2 ? NeighbourState.Reachable : NeighbourState.Probe, hasAddress: true, gateway: false);
        var silence = WaitAsync(kernel);
        await Eventually.HoldsAsync(() => Advance() && Questions > 8, "it should have been asked eight times.");

        (_other, back) = (NeighbourState.Reachable, Questions);
        await Eventually.HoldsAsync(() => Advance() && Questions > back + 6, "it should have been asked six times more.");

        Assert.False(silence.IsCompleted);
        await EndAsync(silence);
    }

    [Theory]
    [InlineData(nameof(NeighbourState.Incomplete))]
    [InlineData(nameof(NeighbourState.Failed))]
    public async Task A_neighbour_without_an_address_is_asked_for_as_for_a_packet(string state)
    {
        await TimeUntilSilentAsync(_ => Enum.Parse<NeighbourState>(state), hasAddress: false);

        Assert.All(_asked, asked => Assert.Equal(NeighbourState.None, asked));
        Assert.InRange(Questions, 4, 5);
    }

    [Theory]
    [InlineData("192.0.2.11", RouteProtocol.FamilyInternet4, true)]
    [InlineData("2001:db8::11", RouteProtocol.FamilyInternet6, true)]
    [InlineData("2001:db8::11", RouteProtocol.FamilyInternet6, false)]
    public async Task A_host_is_asked_for_by_its_whole_address_in_its_own_family(string text, byte family, bool hasAddress)
    {
        var address = IPAddress.Parse(text);
        using var kernel = Kernel(_ => hasAddress ? NeighbourState.Probe : NeighbourState.Failed, hasAddress, gateway: false);
        var silence = WaitAsync(kernel, address);
        await Eventually.HoldsAsync(() => silence.IsCompleted || !Advance(), "the host should have been found silent.");
        await silence;

        var bytes = address.GetAddressBytes();
        Assert.InRange(Questions, 4, 5);
        Assert.All(kernel.Requests.Where(request => !IsAbout(request, Other)), request => Assert.Equal(family, request.Bytes[16]));
        Assert.All(
            kernel.Requests.Where(request => !IsAbout(request, Other) && !IsDump(request)),
            request => Assert.Equal(bytes, request.Bytes[^bytes.Length..]));
        Assert.Equal(bytes.Length * 8, Assert.Single(kernel.Requests, request => request.Type == RouteProtocol.GetRoute).Bytes[17]);
    }

    [Fact]
    public async Task Hosts_of_both_families_are_asked_beside_each_other()
    {
        var silent = IPAddress.Parse("2001:db8::11");
        using var kernel = Kernel(
            _ => NeighbourState.Probe, hasAddress: true, gateway: false, isThere: bytes => bytes.AsSpan().EndsWith(Address.GetAddressBytes()));
        using var connection = kernel.Connect();
        using var client = new NeighbourClient(connection);
        var neighbours = new Neighbours(client, _time, NullLogger.Instance);
        var other = neighbours.WaitForSilenceAsync(Address, _over.Token);
        var silence = neighbours.WaitForSilenceAsync(silent, _over.Token);

        await Eventually.HoldsAsync(() => silence.IsCompleted || !Advance(), "the host should have been found silent.");

        await silence;
        Assert.False(other.IsCompleted);
        await EndAsync(other);
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

    private async Task WaitAsync(FakeKernel kernel, IPAddress? address = null)
    {
        using var connection = kernel.Connect();
        using var client = new NeighbourClient(connection);
        await new Neighbours(client, _time, NullLogger.Instance).WaitForSilenceAsync(address ?? Address, _over.Token);
    }

    private async Task EndAsync(Task silence)
    {
        await _over.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => silence);
    }

    private FakeKernel Kernel(
        Func<int, NeighbourState> stateAfter, bool hasAddress, bool gateway, Func<byte[], bool>? isThere = null) => new(request => request.Type switch
    {
        RouteProtocol.GetRoute => [request.Reply(Route(gateway)), request.Acknowledge()],
        RouteProtocol.GetNeighbour when IsDump(request) => [.. Others(request.Bytes[16]).Select(request.Reply), request.Done()],
        RouteProtocol.GetNeighbour when IsAbout(request, Other) => [request.Reply(Neighbour(Other, _other!.Value)), request.Acknowledge()],
        RouteProtocol.GetNeighbour when isThere?.Invoke(request.Bytes) == true =>
            [request.Reply(Neighbour(Address, NeighbourState.Reachable)), request.Acknowledge()],
        RouteProtocol.GetNeighbour => [request.Reply(Neighbour(Address, stateAfter(Questions))), request.Acknowledge()],
        _ when IsAbout(request, Other) => [request.Acknowledge()],
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

    // That of another interface answers, too, and proves nothing.
    private IEnumerable<byte[]> Others(byte family) =>
    [
        .. family == RouteProtocol.FamilyInternet4 ? new[] { Neighbour(Address, NeighbourState.Probe) } : [],
        Neighbour(IPAddress.Parse("198.51.100.1"), NeighbourState.Reachable, networkInterface: 4),
        .. _other is { } other ? new[] { Neighbour(Other, other) } : [],
    ];

    private static bool IsDump(FakeRequest request) => (request.Flags & NetlinkProtocol.FlagDump) != 0;

    private static bool IsAbout(FakeRequest request, IPAddress address) => request.Bytes.AsSpan().EndsWith(address.GetAddressBytes());

    private static byte[] Neighbour(IPAddress address, NeighbourState state, int networkInterface = 3)
    {
        var header = new byte[RouteProtocol.NeighbourHeaderLength];
        BitConverter.TryWriteBytes(header.AsSpan(4), networkInterface);
        BitConverter.TryWriteBytes(header.AsSpan(8), (ushort)state);
        var attributes = new AttributeWriter();
        attributes.Write(RouteProtocol.NeighbourDestination, address.GetAddressBytes());
        return [.. header, .. attributes.ToArray()];
    }
}
