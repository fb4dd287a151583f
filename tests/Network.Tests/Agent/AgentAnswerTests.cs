using FsCheck;
using FsCheck.Fluent;
using LvsPluggable.Plugins.Network.Agent;
using LvsPluggable.Plugins.Network.Failures;

namespace LvsPluggable.Network.Tests.Agent;

public sealed class AgentAnswerTests
{
    private static readonly string[] Words =
        ["up", "ready", "down", "failed", "stopped", "drain", "maint", "75%", "0%", "100%", "250%", "maxconn:30", "UP", "Down", "nonsense", "%"];

    [Theory]
    [InlineData("up", HealthStatus.Healthy, null)]
    [InlineData("ready", HealthStatus.Healthy, null)]
    [InlineData("ready up 75%", HealthStatus.Healthy, 75)]
    [InlineData("75%", HealthStatus.Healthy, 75)]
    [InlineData("UP,\t30%\r", HealthStatus.Healthy, 30)]
    [InlineData("200%", HealthStatus.Healthy, 100)]
    [InlineData("maxconn:30", HealthStatus.Healthy, null)]
    [InlineData("up maxconn:30 10%", HealthStatus.Healthy, 10)]
    [InlineData("drain", HealthStatus.Drain, null)]
    [InlineData("up drain 75%", HealthStatus.Drain, null)]
    [InlineData("0%", HealthStatus.Drain, null)]
    [InlineData("down", HealthStatus.Unhealthy, null)]
    [InlineData("failed", HealthStatus.Unhealthy, null)]
    [InlineData("stopped 75%", HealthStatus.Unhealthy, null)]
    [InlineData("maint", HealthStatus.Drain, null)]
    [InlineData("up maint 75%", HealthStatus.Drain, null)]
    [InlineData("maint down", HealthStatus.Unhealthy, null)]
    [InlineData("up down", HealthStatus.Unhealthy, null)]
    [InlineData("up nonsense", HealthStatus.Healthy, null)]
    [InlineData("up # not down", HealthStatus.Healthy, null)]
    public void The_strongest_word_counts_and_a_percentage_goes_with_it(string line, HealthStatus status, int? percent)
    {
        var result = AgentAnswer.Read(line);

        Assert.Equal((status, percent), (result.Status, result.WeightPercent));
        Assert.Equal(status == HealthStatus.Unhealthy, result.IsCertain);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# up")]
    [InlineData("nonsense")]
    [InlineData("75")]
    [InlineData("-5%")]
    [InlineData("1e1%")]
    [InlineData("99999999999%")]
    [InlineData("maxconn")]
    public void A_line_without_a_word_of_agents_is_a_wrong_answer(string line) =>
        Assert.Throws<WrongAnswerException>(() => AgentAnswer.Read(line));

    [Fact]
    public void The_reason_after_the_hash_is_shown() =>
        Assert.Contains("disk \"sda\" is full", AgentAnswer.Read("down # disk \"sda\" is full\r").Reason, StringComparison.Ordinal);

    [Fact]
    public void Maintenance_is_named_as_the_reason() =>
        Assert.Contains("maint", AgentAnswer.Read("maint").Reason, StringComparison.Ordinal);

    [Fact]
    public void Order_and_separators_do_not_matter() =>
        Prop.ForAll(
            (from words in Gen.Elements(Words).ListOf(4)
             from turned in Gen.Shuffle(words.ToArray())
             from separator in Gen.Elements(" ", ",", "\t", " , ")
             where words.Count(word => word.EndsWith('%')) < 2
             select (string.Join(' ', words), string.Join(separator, turned))).ToArbitrary(),
            lines => Assert.Equal(Judged(lines.Item1), Judged(lines.Item2)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void No_line_does_anything_but_be_read_or_be_a_wrong_answer() =>
        Prop.ForAll<string>(line =>
        {
            if (line is not null && Judged(line) is { } judged)
            {
                Assert.InRange(judged.Percent ?? 0, 0, 100);
                Assert.NotEqual(HealthStatus.Unknown, judged.Status);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    private static (HealthStatus Status, int? Percent)? Judged(string line)
    {
        try
        {
            var result = AgentAnswer.Read(line);
            return (result.Status, result.WeightPercent);
        }
        catch (WrongAnswerException)
        {
            return null;
        }
    }
}
