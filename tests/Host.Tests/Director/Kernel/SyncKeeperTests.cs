using System.Net;
using LvsPluggable.Host.Director.Kernel;
using LvsPluggable.Host.Ipvs;
using LvsPluggable.Host.Netlink;
using Microsoft.Extensions.Time.Testing;

namespace LvsPluggable.Host.Tests.Director.Kernel;

public sealed class SyncKeeperTests : IDisposable
{
    private static readonly SyncDaemon Wanted = new() { State = SyncState.Master, Interface = "eth1", SyncId = 7 };

    // What the kernel fills in is no difference.
    private static readonly SyncDaemon AsWanted = Wanted with { MaximumLength = 1472, Group = IPAddress.Parse("224.0.0.81"), Port = 8848 };
    private static readonly SyncDaemon Backup = new() { State = SyncState.Backup, Interface = "eth1" };

    private readonly MemorySettings _kernel = new();
    private readonly FakeTimeProvider _time = new();
    private readonly RecordingLog _log = new();
    private readonly SyncKeeper _keeper;
    private bool _hasConnections = true;
    private int _asked;

    public SyncKeeperTests() => _keeper = Keeper();

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task The_daemon_is_started_once_and_claimed()
    {
        await KeepAsync(Wanted);
        await KeepAsync(Wanted);

        Assert.Equal([Wanted], _kernel.Daemons);
        Assert.Equal((1, true), (_kernel.Changes, _kernel.Synchronises));
    }

    [Fact]
    public async Task One_that_runs_as_it_should_is_left_alone_and_another_one_replaced()
    {
        _kernel.Daemons.AddRange([Backup, AsWanted]);
        await KeepAsync(Wanted);
        Assert.Equal(0, _kernel.Changes);

        await KeepAsync(Wanted with { SyncId = 8 });

        Assert.Equal([Backup, Wanted with { SyncId = 8 }], _kernel.Daemons);
    }

    [Theory]
    [InlineData(65507, "224.0.0.81", 65507)]
    [InlineData(65507, "ff02::81", 65487)]
    [InlineData(9000, "ff02::81", 9000)]
    public async Task One_whose_messages_the_kernel_has_cut_is_left_alone(int wanted, string group, int running)
    {
        var asked = Wanted with { MaximumLength = wanted, Group = IPAddress.Parse(group) };
        _kernel.Daemons.Add(asked with { MaximumLength = running, Port = 8848 });

        await KeepAsync(asked);

        Assert.Equal(0, _kernel.Changes);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_stops_with_its_last_user(bool hasOthers)
    {
        _kernel.Daemons.Add(Backup);
        await KeepAsync(Wanted);
        _kernel.OthersSynchronise = hasOthers;

        await KeepAsync(null);

        Assert.Equal(hasOthers ? [Backup, Wanted] : [Backup], _kernel.Daemons);
        Assert.False(_kernel.Synchronises);
    }

    [Fact]
    public async Task The_host_after_one_that_died_stops_it()
    {
        await KeepAsync(Wanted);

        await Keeper().KeepAsync(null, CancellationToken.None);

        Assert.Empty(_kernel.Daemons);
        Assert.False(_kernel.Synchronises);
    }

    [Fact]
    public async Task Others_are_told_of_the_last_connections_before_it_stops()
    {
        await KeepAsync(Wanted);
        _keeper.BeforeRemoval();
        _hasConnections = false;

        var end = _keeper.EndAsync(CancellationToken.None);
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal([Wanted], _kernel.Daemons);
        _time.Advance(TimeSpan.FromSeconds(1));
        await end;

        Assert.Empty(_kernel.Daemons);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task Nobody_waits_where_there_is_nothing_to_tell_or_the_daemon_goes_on(bool hadConnections, bool hasOthers)
    {
        await KeepAsync(Wanted);
        _hasConnections = hadConnections;
        _keeper.BeforeRemoval();
        _kernel.OthersSynchronise = hasOthers;

        Assert.True(_keeper.EndAsync(CancellationToken.None).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task The_kernel_is_not_asked_for_connections_where_nothing_synchronises()
    {
        _keeper.BeforeRemoval();
        Assert.True(_keeper.EndAsync(CancellationToken.None).IsCompletedSuccessfully);
        Assert.Equal(0, _asked);

        await KeepAsync(Wanted);
        _keeper.BeforeRemoval();
        Assert.Equal(1, _asked);
    }

    [Fact]
    public async Task One_that_nobody_asked_for_is_nobodys_business()
    {
        _kernel.Daemons.Add(AsWanted);

        await KeepAsync(null);

        Assert.Equal([AsWanted], _kernel.Daemons);
    }

    [Fact]
    public async Task That_the_kernel_refuses_is_a_problem_said_once()
    {
        _kernel.Refusal = new IpvsException("start", "the sending daemon on eth1", new NetlinkException(Errno.NoDevice, kernelMessage: null), "there is no such network interface");

        var problems = await KeepAsync(Wanted);
        await KeepAsync(Wanted);

        Assert.Contains("no such network interface", Assert.Single(problems).What, StringComparison.Ordinal);
        Assert.Single(_log.Lines);
    }

    private SyncKeeper Keeper() => new(_kernel, _kernel, HasConnections, _time, _log);

    private bool HasConnections()
    {
        _asked++;
        return _hasConnections;
    }

    private Task<IReadOnlyList<(string Key, string What)>> KeepAsync(SyncDaemon? wanted) => _keeper.KeepAsync(wanted, CancellationToken.None);
}
