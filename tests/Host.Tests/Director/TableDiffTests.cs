using FsCheck;
using FsCheck.Fluent;
using LvsPluggable.Host.Director;
using LvsPluggable.Host.Ipvs;
using LvsPluggable.Host.Tests.Support;

namespace LvsPluggable.Host.Tests.Director;

public sealed class TableDiffTests
{
    private static readonly Gen<List<Destination>> Tables =
        from numbers in Gen.Choose(1, 9).ListOf()
        from weight in Gen.Choose(0, 3).ListOf(9)
        select numbers.Distinct().Select(number => Make.Destination(number, weight[number - 1])).ToList();

    [Fact]
    public void Equal_tables_need_no_change() =>
        Assert.Empty(TableDiff.Compute(Make.Service, [Make.Destination(1)], Make.Service, [Make.Destination(1)]));

    [Fact]
    public void A_missing_service_is_added_first() => Assert.Equal(
        [ChangeKind.AddService, ChangeKind.AddDestination], Kinds(TableDiff.Compute(Make.Service, [Make.Destination(1)], null, [])));

    [Fact]
    public void Another_scheduler_is_an_edit_so_that_connections_stay() => Assert.Equal(
        [ChangeKind.EditService],
        Kinds(TableDiff.Compute(Make.Service with { Scheduler = "wlc" }, [Make.Destination(1)], Make.Service, [Make.Destination(1)])));

    [Fact]
    public void Making_the_changes_gives_the_desired_table() => Prop.ForAll(Pairs(), pair =>
    {
        var table = pair.Actual.ToDictionary(destination => destination.EndPoint);
        foreach (var change in TableDiff.Compute(Make.Service, pair.Desired, Make.Service, pair.Actual))
        {
            if (change.Kind == ChangeKind.DeleteDestination)
            {
                table.Remove(change.Destination!.EndPoint);
            }
            else
            {
                table[change.Destination!.EndPoint] = change.Destination;
            }
        }

        return table.Values.ToHashSet().SetEquals(pair.Desired);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_right_already_is_left_alone() => Prop.ForAll(Pairs(), pair =>
        !TableDiff.Compute(Make.Service, pair.Desired, Make.Service, pair.Actual)
            .Any(change => pair.Desired.Contains(change.Destination!) && pair.Actual.Contains(change.Destination!)))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Nothing_is_taken_away_before_everything_new_is_there() => Prop.ForAll(Pairs(), pair =>
    {
        var kinds = Kinds(TableDiff.Compute(Make.Service, pair.Desired, Make.Service, pair.Actual)).ToList();
        return kinds.SequenceEqual(kinds.Order());
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_edit_says_what_it_changes()
    {
        var change = Assert.Single(TableDiff.Compute(Make.Service, [Make.Destination(1, 0)], Make.Service, [Make.Destination(1, 4)]));

        Assert.Equal("change 10.0.0.1:5432 from weight 4 to 0", change.ToString());
    }

    [Fact]
    public void Persistence_netmask_engine_and_flags_are_edits_of_a_live_service_both_ways()
    {
        VirtualService[] others =
        [
            Make.Service with { PersistenceTimeout = 300 },
            Make.Service with { PersistenceTimeout = 300, Netmask = new ClientNetmask(System.Net.Sockets.AddressFamily.InterNetwork, 0xffffff00) },
            Make.Service with { PersistenceTimeout = 300, PersistenceEngine = "sip" },
            Make.Service with { Scheduler = "sh", SchedulerFlags = SchedulerFlags.Flag1 },
            Make.Service with { OnePacket = true },
        ];

        foreach (var other in others)
        {
            var there = TableDiff.Compute(other, [Make.Destination(1)], Make.Service, [Make.Destination(1)]);
            var back = TableDiff.Compute(Make.Service, [Make.Destination(1)], other, [Make.Destination(1)]);
            Assert.Equal((ChangeKind.EditService, other), (Assert.Single(there).Kind, there[0].Service));
            Assert.Equal((ChangeKind.EditService, Make.Service), (Assert.Single(back).Kind, back[0].Service));
        }
    }

    [Fact]
    public void Another_forwarding_method_is_an_edit_in_place_that_says_so()
    {
        var nat = Make.Destination(1) with { Method = ForwardingMethod.Masquerade };

        var change = Assert.Single(TableDiff.Compute(Make.Service, [nat], Make.Service, [Make.Destination(1)]));

        Assert.Equal(
            (ChangeKind.EditDestination, "change 10.0.0.1:5432 from -g -w 1 to -m -w 1"), (change.Kind, change.ToString()));
    }

    private static Arbitrary<(List<Destination> Desired, List<Destination> Actual)> Pairs() =>
        (from desired in Tables from actual in Tables select (desired, actual)).ToArbitrary();

    private static IEnumerable<ChangeKind> Kinds(IEnumerable<TableChange> changes) => changes.Select(change => change.Kind);
}
