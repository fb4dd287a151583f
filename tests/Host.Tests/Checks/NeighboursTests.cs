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
    private readonly FakeNeighbourhood _network = new();

    public void Dispose() => _over.Dispose();

    [Fact]
    public async Task Four_questions_without_an_answer_in_two_seconds_are_silence()
    {
        var took = await TimeUntilSilentAsync(_ => NeighbourState.Probe);

        // Another question may be on its way when the silence is told.
        Assert.InRange(_network.Questions, 4, 5);
        Assert.True(took >= TimeSpan.FromSeconds(2), $"{took}");
    }

    [Fact]
    public async Task The_kernel_is_made_to_ask_anew_each_time()
    {
        await TimeUntilSilentAsync(_ => NeighbourState.Probe);

        Assert.Equal(Enumerable.Repeat(new[] { NeighbourState.Stale, NeighbourState.Probe }, 4).SelectMany(states => states), _network.Asked.Take(8));
    }

    [Fact]
    public async Task An_answer_in_between_begins_the_count_anew()
    {
        await TimeUntilSilentAsync(question => question == 4 ? NeighbourState.Reachable : NeighbourState.Probe);

        Assert.InRange(_network.Questions, 8, 9);
    }

    [Fact]
    public async Task Checks_whose_deadlines_are_shorter_than_the_silence_find_it_together()
    {
        using var kernel = _network.Kernel(_ => NeighbourState.Probe);
        using var connection = kernel.Connect();
        using var client = new NeighbourClient(connection);
        var neighbours = new Neighbours(client, _time, NullLogger.Instance);
        for (var call = 1; call <= 2; call++)
        {
            using var deadline = new CancellationTokenSource();
            var waiting = neighbours.WaitForSilenceAsync(FakeNeighbourhood.Address, deadline.Token);
            await Eventually.HoldsAsync(() => Advance() && _network.Questions > call, "another question should be asked.");
            Assert.False(waiting.IsCompleted);
            await deadline.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        }

        await Eventually.HoldsAsync(() => neighbours.WaitForSilenceAsync(FakeNeighbourhood.Address, _over.Token).IsCompleted || !Advance(), "the host should be silent.");

        Assert.InRange(_network.Questions, 4, 5);
    }

    [Fact]
    public async Task A_host_that_answers_is_asked_once_for_all_who_wait_and_no_more_after()
    {
        using var kernel = _network.Kernel(_ => NeighbourState.Reachable);
        using var connection = kernel.Connect();
        using var client = new NeighbourClient(connection);
        var neighbours = new Neighbours(client, _time, NullLogger.Instance);
        var first = neighbours.WaitForSilenceAsync(FakeNeighbourhood.Address, _over.Token);
        var second = neighbours.WaitForSilenceAsync(FakeNeighbourhood.Address, _over.Token);
        await Eventually.HoldsAsync(() => Advance() && _network.Questions > 0, "it should be asked.");
        Assert.Single(kernel.Requests, request => request.Type == RouteProtocol.GetRoute);

        await EndAsync(first);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        var asked = _network.Questions;
        await Eventually.HoldsAsync(() => Advance() && _time.GetUtcNow() - _time.Start > TimeSpan.FromMinutes(1), "time should pass.");
        // One may have been on its way.
        Assert.InRange(_network.Questions, asked, asked + 1);
    }

    [Theory]
    [InlineData(nameof(NeighbourState.Probe))]
    [InlineData(nameof(NeighbourState.Failed))]
    [InlineData(null)]
    public async Task Where_no_other_neighbour_answers_either_nothing_is_certain(string? other)
    {
        _network.OtherState = other is null ? null : Enum.Parse<NeighbourState>(other);
        using var kernel = _network.Kernel(_ => NeighbourState.Probe);
        var silence = WaitAsync(kernel);
        await Eventually.HoldsAsync(() => Advance() && _network.Questions > 8, "it should have been asked eight times.");
        Assert.False(silence.IsCompleted);

        _network.OtherState = NeighbourState.Reachable;
        await Eventually.HoldsAsync(() => silence.IsCompleted || !Advance(), "the host is silent when another one answers.");
        await silence;
    }

    [Fact]
    public async Task A_host_that_answers_a_second_after_the_first_neighbour_does_again_is_not_silent()
    {
        _network.OtherState = NeighbourState.Probe;
        var back = int.MaxValue;
        using var kernel = _network.Kernel(question => question > back + 2 ? NeighbourState.Reachable : NeighbourState.Probe);
        var silence = WaitAsync(kernel);
        await Eventually.HoldsAsync(() => Advance() && _network.Questions > 8, "it should have been asked eight times.");

        (_network.OtherState, back) = (NeighbourState.Reachable, _network.Questions);
        await Eventually.HoldsAsync(() => Advance() && _network.Questions > back + 6, "it should have been asked six times more.");

        Assert.False(silence.IsCompleted);
        await EndAsync(silence);
    }

    [Theory]
    [InlineData(nameof(NeighbourState.Incomplete))]
    [InlineData(nameof(NeighbourState.Failed))]
    public async Task A_neighbour_without_an_address_is_asked_for_as_for_a_packet(string state)
    {
        await TimeUntilSilentAsync(_ => Enum.Parse<NeighbourState>(state), hasAddress: false);

        Assert.All(_network.Asked, asked => Assert.Equal(NeighbourState.None, asked));
        Assert.InRange(_network.Questions, 4, 5);
    }

    [Theory]
    [InlineData("192.0.2.11", RouteProtocol.FamilyInternet4, true)]
    [InlineData("2001:db8::11", RouteProtocol.FamilyInternet6, true)]
    [InlineData("2001:db8::11", RouteProtocol.FamilyInternet6, false)]
    public async Task A_host_is_asked_for_by_its_whole_address_in_its_own_family(string text, byte family, bool hasAddress)
    {
        var address = IPAddress.Parse(text);
        using var kernel = _network.Kernel(_ => hasAddress ? NeighbourState.Probe : NeighbourState.Failed, hasAddress);
        var silence = WaitAsync(kernel, address);
        await Eventually.HoldsAsync(() => silence.IsCompleted || !Advance(), "the host should have been found silent.");
        await silence;

        var bytes = address.GetAddressBytes();
        Assert.InRange(_network.Questions, 4, 5);
        var about = kernel.Requests.Where(request => !FakeNeighbourhood.IsAbout(request, FakeNeighbourhood.Other)).ToList();
        Assert.All(about, request => Assert.Equal(family, request.Bytes[16]));
        Assert.All(about.Where(request => !FakeNeighbourhood.IsDump(request)), request => Assert.Equal(bytes, request.Bytes[^bytes.Length..]));
        Assert.Equal(bytes.Length * 8, Assert.Single(kernel.Requests, request => request.Type == RouteProtocol.GetRoute).Bytes[17]);
    }

    [Fact]
    public async Task Hosts_of_both_families_are_asked_beside_each_other()
    {
        var silent = IPAddress.Parse("2001:db8::11");
        using var kernel = _network.Kernel(
            _ => NeighbourState.Probe, isThere: bytes => bytes.AsSpan().EndsWith(FakeNeighbourhood.Address.GetAddressBytes()));
        using var connection = kernel.Connect();
        using var client = new NeighbourClient(connection);
        var neighbours = new Neighbours(client, _time, NullLogger.Instance);
        var other = neighbours.WaitForSilenceAsync(FakeNeighbourhood.Address, _over.Token);
        var silence = neighbours.WaitForSilenceAsync(silent, _over.Token);

        await Eventually.HoldsAsync(() => silence.IsCompleted || !Advance(), "the host should have been found silent.");

        await silence;
        Assert.False(other.IsCompleted);
        await EndAsync(other);
    }

    [Fact]
    public async Task A_host_that_answers_is_never_silent()
    {
        using var kernel = _network.Kernel(_ => NeighbourState.Reachable);
        var silence = WaitAsync(kernel);

        await Eventually.HoldsAsync(() => Advance() && _network.Questions > 6, "it should have been asked six times.");

        Assert.False(silence.IsCompleted);
        await EndAsync(silence);
    }

    [Theory]
    [InlineData(nameof(NeighbourState.Permanent))]
    [InlineData(nameof(NeighbourState.NoArp))]
    public async Task What_an_administrator_entered_stays(string state)
    {
        using var kernel = _network.Kernel(_ => Enum.Parse<NeighbourState>(state));
        var silence = WaitAsync(kernel);

        await Eventually.HoldsAsync(
            () => Advance() && kernel.Requests.Any(request => request.Type == RouteProtocol.GetNeighbour), "the state should have been asked for.");
        _time.Advance(TimeSpan.FromMinutes(1));

        await EndAsync(silence);
        Assert.Empty(_network.Asked);
    }

    [Fact]
    public async Task A_host_behind_a_router_is_not_asked()
    {
        using var kernel = _network.Kernel(_ => NeighbourState.Failed, gateway: true);
        var silence = WaitAsync(kernel);
        await Eventually.HoldsAsync(() => !kernel.Requests.IsEmpty, "the route should have been asked for.");

        Assert.Equal(0, _network.Questions);
        Assert.False(silence.IsCompleted);
        await EndAsync(silence);
    }

    private async Task<TimeSpan> TimeUntilSilentAsync(Func<int, NeighbourState> stateAfter, bool hasAddress = true)
    {
        using var kernel = _network.Kernel(stateAfter, hasAddress);
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
        await new Neighbours(client, _time, NullLogger.Instance).WaitForSilenceAsync(address ?? FakeNeighbourhood.Address, _over.Token);
    }

    private async Task EndAsync(Task silence)
    {
        await _over.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => silence);
    }
}
