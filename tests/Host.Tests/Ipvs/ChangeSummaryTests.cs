using LvsPluggable.Host.Ipvs;
using LvsPluggable.Host.Tests.Support;

namespace LvsPluggable.Host.Tests.Ipvs;

public sealed class ChangeSummaryTests
{
    [Fact]
    public void A_few_changes_are_all_told() => Assert.Equal("add 10.0.0.1:5432 weight 1; add 10.0.0.2:5432 weight 1", ChangeSummary.Of(Additions(2)).ToString());

    [Fact]
    public void Of_many_the_first_are_told_and_how_many_there_were_besides()
    {
        var text = ChangeSummary.Of(Additions(200)).ToString();

        Assert.StartsWith("add 10.0.0.1:5432 weight 1; ", text, StringComparison.Ordinal);
        Assert.EndsWith("; add 10.0.0.20:5432 weight 1; and 180 more", text, StringComparison.Ordinal);
    }

    private static List<TableChange> Additions(int count) =>
    [
        .. Enumerable.Range(1, count).Select(number =>
            new TableChange { Kind = ChangeKind.AddDestination, Service = Make.Service, Destination = Make.Destination(number) }),
    ];
}
