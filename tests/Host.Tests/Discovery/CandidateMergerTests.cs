using LvsPluggable.Host.Discovery;
using LvsPluggable.Host.Tests.Support;

namespace LvsPluggable.Host.Tests.Discovery;

public sealed class CandidateMergerTests
{
    [Fact]
    public void A_server_must_be_in_every_list() =>
        Assert.Equal(["node2"], Merged(MergeMode.All, List("a", 1, 2), List("b", 2, 3)));

    [Fact]
    public void With_any_a_server_must_be_in_one_list() =>
        Assert.Equal(["node1", "node2", "node3"], Merged(MergeMode.Any, List("a", 1, 2), List("b", 2, 3)));

    [Fact]
    public void A_server_listed_twice_by_one_source_does_not_count_for_another() =>
        Assert.Empty(Merged(MergeMode.All, List("a", 1, 1), List("b")));

    [Fact]
    public void While_a_source_has_not_spoken_only_servers_that_no_other_rules_out_may_yet_be_listed()
    {
        var listing = CandidateMerger.Merge([List("a", 1, 2), Silent], MergeMode.All, 5432);

        Assert.Empty(listing.Candidates);
        Assert.Equal((false, true), (listing.IsComplete, listing.CannotBeKnown));
        Assert.Equal([true, false], new[] { 2, 9 }.Select(number => listing.IsOpen(Make.EndPoint(number))));
    }

    [Fact]
    public void With_any_what_one_source_lists_is_listed_whatever_the_others_will_say()
    {
        var listing = CandidateMerger.Merge([List("a", 1), Silent], MergeMode.Any, 5432);

        Assert.Equal("node1", Assert.Single(listing.Candidates).Host);
        Assert.True(listing.IsOpen(Make.EndPoint(9)));
    }

    [Fact]
    public void A_source_that_was_not_asked_yet_may_still_say_the_list() =>
        Assert.False(CandidateMerger.Merge([new SourceState { Name = "b" }], MergeMode.All, 5432).CannotBeKnown);

    [Fact]
    public void When_all_sources_have_spoken_nothing_is_open()
    {
        var listing = CandidateMerger.Merge([List("a", 1), List("b", 1)], MergeMode.All, 5432);

        Assert.True(listing.IsComplete);
        Assert.False(listing.IsOpen(Make.EndPoint(1)) || listing.IsOpen(Make.EndPoint(9)));
    }

    [Fact]
    public void Two_names_of_one_address_are_one_server_that_goes_by_both()
    {
        var first = new SourceState { Name = "a", Servers = [Make.Server(1) with { Host = "alias" }] };
        var merged = CandidateMerger.Merge([first, List("b", 1)], MergeMode.All, 5432).Candidates;

        Assert.Equal(["alias", "node1"], Assert.Single(merged).Hosts);
    }

    [Fact]
    public void The_same_address_at_two_ports_is_two_servers()
    {
        var source = new SourceState { Name = "a", Servers = [Make.Server(1), Make.Server(1) with { Port = 5433 }] };

        Assert.Equal(
            [5432, 5433], CandidateMerger.Merge([source], MergeMode.All, 5432).Candidates.Select(candidate => candidate.EndPoint.Port));
    }

    [Fact]
    public void The_first_source_that_says_a_weight_is_believed()
    {
        var second = new SourceState { Name = "b", Servers = [Make.Server(1, weight: 7)] };
        var third = new SourceState { Name = "c", Servers = [Make.Server(1, weight: 9)] };

        Assert.Equal(7, Assert.Single(CandidateMerger.Merge([List("a", 1), second, third], MergeMode.All, 5432).Candidates).Weight);
    }

    private static SourceState List(string name, params int[] numbers) =>
        new() { Name = name, WasAsked = true, Servers = [.. numbers.Select(number => Make.Server(number))] };

    private static SourceState Silent { get; } = new() { Name = "silent", WasAsked = true, Problem = "down" };

    private static IEnumerable<string> Merged(MergeMode mode, params SourceState[] sources) =>
        CandidateMerger.Merge(sources, mode, 5432).Candidates.Select(candidate => candidate.Host).Order(StringComparer.Ordinal);
}
