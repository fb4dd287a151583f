using System.Net;
using System.Net.Sockets;
using LvsPluggable.Host.Discovery;
using LvsPluggable.Host.Plugins.Running;
using LvsPluggable.Host.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace LvsPluggable.Host.Tests.Discovery;

public sealed class SourceRunnerTests
{
    [Fact]
    public async Task A_server_at_another_port_is_left_out_with_the_reason()
    {
        var state = await Listed(Make.Server(1), Make.Server(2) with { Port = 5433 }, Make.Server(3) with { Port = 5432 });

        Assert.Equal(["node1", "node3"], state.Servers!.Select(server => server.Host));
        Assert.Contains("5433", state.Unresolved["node2"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_with_a_zone_is_left_out_with_the_reason()
    {
        var state = await Listed(Make.Server(1), new RealServer { Host = "fe80::1%2" });

        Assert.Equal("node1", Assert.Single(state.Servers!).Host);
        Assert.True(state.Unresolved.ContainsKey("fe80::1%2"));
    }

    [Theory]
    [InlineData("", 0, null)]
    [InlineData("node1", -1, null)]
    [InlineData("node1", 0, 70000)]
    public async Task A_list_with_a_server_that_cannot_be_is_not_believed(string host, int port, int? weight)
    {
        var state = await Listed(new RealServer { Host = host, Port = port, Weight = weight });

        Assert.Null(state.Servers);
        Assert.NotNull(state.Problem);
    }

    [Fact]
    public async Task A_server_at_another_port_is_taken_where_addresses_are_translated()
    {
        var state = await Listed(
            Make.Server(1) with { Port = 5433 }, Make.Server(2) with { Port = 5433, ForwardMethod = ForwardMethod.Nat });

        Assert.Equal(["node2"], state.Servers!.Select(server => server.Host));
        Assert.Contains("reached by nat", state.Unresolved["node1"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_loop_that_fails_is_a_problem_of_its_source_and_begins_anew_with_the_same_source()
    {
        using var stopping = new CancellationTokenSource();
        var time = new FakeTimeProvider();
        var created = 0;
        var changes = 0;
        var runner = Runner(
            () =>
            {
                created++;
                return new ListOf([Make.Server(1)]);
            },
            time,
            () =>
            {
                if (++changes == 1)
                {
                    throw new InvalidOperationException("nobody is told");
                }
            });

        var running = runner.RunAsync(stopping.Token);

        await Eventually.HoldsAsync(() => runner.State.Problem is not null, "the problem");
        Assert.Equal("its loop failed, InvalidOperationException: nobody is told", runner.State.Problem);
        await Eventually.HoldsAsync(
            () =>
            {
                // It may not have begun to wait at the first look.
                time.Advance(TimeSpan.FromSeconds(1));
                return runner.State is { Problem: null, Servers.Count: 1 };
            },
            "it is known again");
        Assert.Equal(1, created);
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task A_constant_list_of_addresses_is_asked_for_until_it_is_had_and_no_more()
    {
        using var stopping = new CancellationTokenSource();
        var time = new FakeTimeProvider();
        var source = new ListOf([Make.Server(1)]) { Failures = 1 };
        var runner = Runner(() => source, time, () => { }, isConstant: true);
        var running = runner.RunAsync(stopping.Token);
        await Eventually.HoldsAsync(() => AdvanceUntil(runner.State.Servers is not null), "it is had");

        time.Advance(TimeSpan.FromHours(1));
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        Assert.Equal(2, source.Asked);

        bool AdvanceUntil(bool isSo)
        {
            time.Advance(isSo ? TimeSpan.Zero : TimeSpan.FromSeconds(2));
            return isSo;
        }
    }

    [Fact]
    public async Task Who_waits_for_its_first_answer_is_told_after_the_change()
    {
        using var stopping = new CancellationTokenSource();
        var told = new TaskCompletionSource<bool>();
        SourceRunner? runner = null;
        runner = Runner(() => new ListOf([Make.Server(1)]), new FakeTimeProvider(), () => told.TrySetResult(runner!.Spoken.IsCompleted));

        var running = runner.RunAsync(stopping.Token);

        Assert.False(await told.Task.WaitAsync(Eventually.Deadline));
        await runner.Spoken.WaitAsync(Eventually.Deadline);
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task Where_the_primary_is_stays_while_the_source_fails()
    {
        using var stopping = new CancellationTokenSource();
        var time = new FakeTimeProvider();
        var source = new ListOf([Make.Server(1)]) { Failures = int.MaxValue };
        var changes = 0;
        var runner = Runner(() => source, time, () => changes++);
        var running = runner.RunAsync(stopping.Token);
        await BecomesAsync(() => runner.State.Problem is not null);
        Assert.Empty(runner.State.Primary);

        source.Failures = 0;
        source.PrimaryAddresses = [IPAddress.Loopback, null!, .. Enumerable.Range(1, 20).Select(number => IPAddress.Parse($"192.0.2.{number}"))];
        await BecomesAsync(() => runner.State.Primary.Count == 16);
        var known = changes;
        source.PrimaryAddresses = [IPAddress.Parse("192.0.2.7")];
        await BecomesAsync(() => changes > known);
        Assert.Equal("192.0.2.7", Assert.Single(runner.State.Primary).ToString());

        source.Failures = int.MaxValue;
        await BecomesAsync(() => runner.State.Problem is not null);
        Assert.Equal("192.0.2.7", Assert.Single(runner.State.Primary).ToString());
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        Task BecomesAsync(Func<bool> isSo) => Eventually.HoldsAsync(
            () =>
            {
                time.Advance(isSo() ? TimeSpan.Zero : TimeSpan.FromSeconds(1));
                return isSo();
            },
            "it should be so");
    }

    [Fact]
    public async Task Names_of_a_constant_list_are_looked_up_again_and_again()
    {
        using var stopping = new CancellationTokenSource();
        var time = new FakeTimeProvider();
        var source = new ListOf([new RealServer { Host = "localhost" }]);
        var running = Runner(() => source, time, () => { }, isConstant: true).RunAsync(stopping.Token);

        await Eventually.HoldsAsync(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                return source.Asked > 2;
            },
            "it is asked again");
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private static async Task<SourceState> Listed(params RealServer[] servers)
    {
        using var stopping = new CancellationTokenSource();
        var runner = Runner(() => new ListOf(servers), TimeProvider.System, () => { });
        var running = runner.RunAsync(stopping.Token);
        await Eventually.HoldsAsync(() => runner.State.WasAsked, "the first answer");
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        return runner.State;
    }

    private static SourceRunner Runner(Func<IRealServerSource> create, TimeProvider time, Action changed, bool isConstant = false) => new(
        new SourceRegistration("list", create) { Defaults = new CallDefaults { IsConstant = isConstant } },
        new PluginAccount("list", 1),
        new NameResolver(AddressFamily.InterNetwork, null, time),
        new DiscoverySettings { Reach = new ReachRules { Port = 5432 } },
        time,
        NullLogger.Instance,
        changed);

    private sealed class ListOf(RealServer[] servers) : IRealServerSource, IHasPrimary
    {
        private int _asked;

        public int Failures { get; set; }

        public IReadOnlyList<IPAddress> PrimaryAddresses { get; set; } = [];

        public int Asked => Volatile.Read(ref _asked);

        public ValueTask<IReadOnlyList<RealServer>> GetRealServersAsync(CancellationToken cancellationToken) =>
            Interlocked.Increment(ref _asked) <= Failures ? throw new InvalidOperationException("not yet") : new(servers);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
