using LvsPluggable.Host.Checks;
using LvsPluggable.Host.Director;
using LvsPluggable.Host.Ipvs;
using LvsPluggable.Host.Plugins.Running;
using LvsPluggable.Host.Tests.Support;

namespace LvsPluggable.Host.Tests.Metrics;

public sealed class DirectorInstrumentsTests : IDisposable
{
    private static readonly ServiceKey Service = Make.Service.Key;

    private readonly MeasuredHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public void Results_of_checks_are_counted_by_kind_and_their_time_is_kept()
    {
        _host.Collect();

        foreach (var call in (CheckCall[])[
            Call(CallOutcome<HealthResult>.Answered(default), HealthResult.Healthy()),
            Call(CallOutcome<HealthResult>.Answered(default), HealthResult.Healthy()),
            Call(CallOutcome<HealthResult>.Answered(default), HealthResult.Drain("d")),
            Call(CallOutcome<HealthResult>.Answered(default), HealthResult.Unhealthy("u")),
            Call(CallOutcome<HealthResult>.Answered(default), HealthResult.Unknown("?")),
            Call(CallOutcome<HealthResult>.Forestalled("no answer to ARP"), HealthResult.Unhealthy("a")),
            Call(CallOutcome<HealthResult>.Late("late"), HealthResult.Failing("late")),
            Call(CallOutcome<HealthResult>.Failed("threw"), HealthResult.Unknown("threw"))])
        {
            _host.Instruments.Checked(Service, call);
        }

        Assert.Equal(
            ["drain 1", "failed 1", "healthy 2", "late 1", "unhealthy 2", "unknown 1"],
            _host.Samples("lvsdr_check_results_total").Select(sample => sample.Replace($"reads {Service} tcp ", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        var duration = Assert.Single(_host.Collect(), family => family.Name == "lvsdr_check_duration_seconds");
        var sample = Assert.Single(duration.Samples);
        Assert.Equal(["reads", Service.ToString(), "tcp"], sample.Labels);
        Assert.Equal(8, sample.Buckets.Sum(bucket => bucket.Count));
        Assert.Equal(8, sample.Buckets[duration.Bounds.ToList().IndexOf(0.025)].Count);
        Assert.Equal(0.16, sample.Buckets.Sum(bucket => bucket.Sum), 6);
    }

    [Fact]
    public void Changes_are_counted_by_kind_and_what_the_kernel_refuses_as_an_error()
    {
        _host.Collect();
        var add = new TableChange { Kind = ChangeKind.AddDestination, Service = Make.Service, Destination = Make.Destination(1) };
        var refused = add with { Destination = Make.Destination(2) };

        _host.Instruments.Changed(Service, [add, refused], [(refused, "no")]);
        _host.Instruments.Failed(Service, 1);

        Assert.Equal([$"reads {Service} add_server 1"], _host.Samples("lvsdr_changes_total"));
        Assert.Equal([$"reads {Service} 2"], _host.Samples("lvsdr_netlink_errors_total"));
    }

    [Fact]
    public void As_long_as_nobody_wants_to_know_a_call_and_a_pass_take_no_memory_for_it()
    {
        var instruments = new DirectorInstruments();
        var call = Call(CallOutcome<HealthResult>.Answered(default), HealthResult.Healthy());
        Measure();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var time = 0; time < 1000; time++)
        {
            Measure();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Measure()
        {
            instruments.Checked(Service, call);
            instruments.Passed(Service, TimeSpan.FromMilliseconds(1));
            instruments.Changed(Service, [], []);
        }
    }

    private static CheckCall Call(CallOutcome<HealthResult> outcome, HealthResult result) =>
        new(Make.Candidate(1), "tcp", outcome with { Took = TimeSpan.FromMilliseconds(20) }, result, new CheckState());
}
