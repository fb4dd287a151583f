using LvsPluggable.Postgres.Failures;
using LvsPluggable.Postgres.Source;

namespace LvsPluggable.Postgres.Tests.Source;

public sealed class PrimaryAnswerTests
{
    [Fact]
    public void Ten_thousand_standbys_are_taken_in_and_more_are_not_known()
    {
        Assert.Equal(10_000, PrimaryAnswer.Read(Rows(10_000)).Rows.Count);

        var problem = Assert.Throws<FailureException>(() => PrimaryAnswer.Read(Rows(10_001)));
        Assert.Equal(Verdict.Unknown, problem.Failure.Verdict);
        Assert.Contains("more than 10000 receive log from it", problem.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<string?[]> Rows(int count) =>
    [
        .. Enumerable.Range(0, count).Select(number => (string?[])
        [
            "f", "0/3000060", "1", "7000000000000000001", "1700000000.5", $"{number}", "db", "10.0.0.1", "streaming", "async", "t", "1",
        ]),
    ];
}
