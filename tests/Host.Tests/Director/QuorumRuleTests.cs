using LvsPluggable.Host.Director;
using LvsPluggable.Host.Tests.Support;

namespace LvsPluggable.Host.Tests.Director;

public sealed class QuorumRuleTests
{
    private static readonly QuorumSettings Settings = new() { Quorum = 5, Hysteresis = 2 };

    [Theory]
    [InlineData(4, null, true)]
    [InlineData(5, null, false)]
    [InlineData(3, false, false)]
    [InlineData(2, false, true)]
    [InlineData(6, true, true)]
    [InlineData(7, true, false)]
    public void It_goes_down_below_the_hysteresis_and_up_above_it(int sum, bool? wasDown, bool isDown) =>
        Assert.Equal(isDown, QuorumRule.IsDown([Make.Member(1) with { Weight = sum }, Make.Member(2, ServerState.Down)], Settings, wasDown));

    [Fact]
    public void Weights_too_large_for_a_number_add_up() =>
        Assert.Equal(2L * int.MaxValue, QuorumRule.Sum([Make.Member(1) with { Weight = int.MaxValue }, Make.Member(2) with { Weight = int.MaxValue }]));

    [Theory]
    [InlineData(nameof(QuorumAction.Keep), 3)]
    [InlineData(nameof(QuorumAction.Fallback), 0)]
    [InlineData(nameof(QuorumAction.Withdraw), 0)]
    public void Those_in_the_table_keep_their_connections_and_get_new_ones_only_where_they_are_to_go_on(string action, int weight)
    {
        var members = QuorumRule.Apply(
            [Make.Member(1) with { Weight = 3 }, Make.Member(2, ServerState.Down)], Settings with { Action = Enum.Parse<QuorumAction>(action) });

        Assert.Equal([weight, null], members.Select(member => member.Weight));
    }
}
