using LvsPluggable.Host.Director;
using LvsPluggable.Host.Tests.Support;

namespace LvsPluggable.Host.Tests.Director;

public sealed class DestinationRulesTests
{
    private static readonly DestinationRules Rules = new() { UpperThreshold = 100, LowerThreshold = 50 };

    [Theory]
    [InlineData(null, null, "-g -w 3 -x 100 -y 50")]
    [InlineData(20, null, "-g -w 3 -x 20")]
    [InlineData(20, 10, "-g -w 3 -x 20 -y 10")]
    [InlineData(0, null, "-g -w 3")]
    public void A_servers_own_thresholds_come_before_those_of_all(int? upper, int? lower, string options) =>
        Assert.Equal(options, Rules.Of(Make.Candidate(1) with { UpperThreshold = upper, LowerThreshold = lower }, 3).ToOptions());

    [Fact]
    public void The_fallback_server_refuses_nobody() =>
        Assert.Equal("-g -w 1", Rules.Of(Make.Member(9, ServerState.Fallback) with { IsFallback = true }, 1).ToOptions());

    [Fact]
    public void What_is_adopted_from_the_kernels_table_is_told_to_it_as_it_is()
    {
        var there = Make.Destination(1, 4) with { Method = Host.Ipvs.ForwardingMethod.Masquerade, UpperThreshold = 7, LowerThreshold = 6 };

        Assert.Equal(there, Rules.Of(DestinationRules.Adopted(there), 4));
    }
}
