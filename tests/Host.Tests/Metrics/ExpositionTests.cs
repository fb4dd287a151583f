using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using LvsPluggable.Host.Metrics;
using LvsPluggable.Host.Tests.Support;

namespace LvsPluggable.Host.Tests.Metrics;

public sealed class ExpositionTests
{
    private static readonly double[] Bounds = [0.001, 0.1, 1];

    [Fact]
    public async Task Metrics_of_several_hosts_become_one_of_each_name()
    {
        using var one = new MeasuredHost("reads");
        using var other = new MeasuredHost("writes");

        var text = await MeasuredHost.WriteAsync([.. one.Collect(), .. other.Collect()]);

        Assert.Single(text.Split('\n'), line => line == "# TYPE lvsdr_server_weight gauge");
        Assert.Contains("""lvsdr_server_weight{director="reads",service="-t 192.0.2.50:5432",server="node2",address="192.0.2.12:5432"} 3""", text, StringComparison.Ordinal);
        Assert.Contains("""lvsdr_server_weight{director="writes",service="-t 192.0.2.50:5432",server="node2",address="192.0.2.12:5432"} 3""", text, StringComparison.Ordinal);
        Assert.Contains("# TYPE lvsdr_server_connections_total counter", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenMetrics_ends_as_it_must_and_calls_a_counter_by_its_family()
    {
        using var host = new MeasuredHost();

        var text = await MeasuredHost.WriteAsync(host.Collect(), ScrapeFormat.OpenMetrics);

        Assert.EndsWith("# EOF\n", text, StringComparison.Ordinal);
        Assert.Contains("# TYPE lvsdr_server_connections counter\n", text, StringComparison.Ordinal);
        Assert.Contains("\nlvsdr_server_connections_total{", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_does_not_answer_is_not_up()
    {
        using var host = new MeasuredHost();

        var text = await MeasuredHost.WriteAsync([.. host.Collect(), HostMetrics.Silent("writes")]);

        Assert.Contains("lvsdr_up{director=\"reads\"} 1\nlvsdr_up{director=\"writes\"} 0\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_others_wrote_stays_within_its_quotes()
    {
        const string Hostile = "x\"} 1\nlvsdr_up{director=\"reads\"} 0\n# HELP \\\u202e\u0007";
        using var host = new MeasuredHost();
        var service = host.Status.Services[0];
        var server = service.Servers[0] with
        {
            Host = Hostile,
            Reason = Hostile,
            Measurements = [new() { Check = Hostile, Name = "lag_seconds", Value = 1, Description = Hostile }],
        };
        host.Status = host.Status with { Services = [service with { Servers = [server], Sources = [service.Sources[0] with { Name = Hostile, Problem = Hostile }] }] };

        foreach (var format in Enum.GetValues<ScrapeFormat>())
        {
            var lines = (await MeasuredHost.WriteAsync(host.Collect(), format)).Split('\n');

            Assert.Single(lines, line => line.StartsWith("lvsdr_up", StringComparison.Ordinal));
            Assert.All(lines.Where(line => line.Length > 0), line => Assert.Matches("^(lvsdr_|# (HELP|TYPE) lvsdr_|# EOF$)", line));
            Assert.Contains(lines, line => line.Contains("""server="x\"} 1\nlvsdr_up{director=\"reads\"} 0\n# HELP \\""", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_histogram_has_as_many_in_each_bucket_and_adds_up_to_what_was_measured() => Prop.ForAll(
        Gen.Choose(1, 3_000_000).Select(micro => micro / 1_000_000.0).NonEmptyListOf().Select(list => (IReadOnlyList<double>)[.. list]).ToArbitrary(),
        values =>
        {
            var text = MeasuredHost.WriteAsync([Family(values)]).GetAwaiter().GetResult();

            foreach (var bound in Bounds)
            {
                Assert.Equal(values.Count(value => value <= bound), Number(text, $"t_seconds_bucket{{le=\"{bound.ToString(CultureInfo.InvariantCulture)}\"}}"));
            }

            Assert.Equal(values.Count, Number(text, "t_seconds_count"));
            Assert.Equal(values.Sum(), Number(text, "t_seconds_sum"), 6);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public async Task Text_is_what_promtool_finds_nothing_to_say_about()
    {
        using var host = new MeasuredHost();
        host.Collect();
        host.Instruments.Passed(Make.Service.Key, TimeSpan.FromSeconds(1));
        host.Instruments.Failed(Make.Service.Key, 1);

        var (code, said) = Promtool.Check(await MeasuredHost.WriteAsync(host.Collect()));

        Assert.Equal((0, ""), (code, said));
    }

    private static MetricFamily Family(IReadOnlyList<double> values)
    {
        var buckets = new MetricBucket[Bounds.Length + 1];
        foreach (var value in values)
        {
            var index = Bounds.Count(bound => value > bound);
            buckets[index] = new MetricBucket(buckets[index].Count + 1, buckets[index].Sum + value);
        }

        return new MetricFamily
        {
            Name = "t_seconds",
            Help = "t",
            Kind = MetricKind.Histogram,
            Bounds = Bounds,
            Samples = [new MetricSample { Labels = [], Buckets = buckets }],
        };
    }

    private static double Number(string text, string series)
    {
        var line = text.Split('\n').Single(line => line.StartsWith(series + " ", StringComparison.Ordinal));
        return double.Parse(line[(series.Length + 1)..], CultureInfo.InvariantCulture);
    }
}
