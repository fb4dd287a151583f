using LvsPluggable.Host.Director;
using LvsPluggable.Host.Director.Status;
using LvsPluggable.Host.Tests.Support;

namespace LvsPluggable.Host.Tests.Metrics;

public sealed class HostMetricsTests : IDisposable
{
    private readonly MeasuredHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public void Before_somebody_asks_nobody_looks_and_nothing_is_measured()
    {
        _host.Instruments.Passed(Make.Service.Key, TimeSpan.FromSeconds(1));

        Assert.Equal(0, _host.Looks);
        Assert.False(_host.Instruments.IsOpen);
        Assert.DoesNotContain(_host.Collect(), family => family.Name == "lvsdr_pass_duration_seconds");
        Assert.True(_host.Instruments.IsOpen);
    }

    [Fact]
    public void What_is_collected_together_is_of_one_look()
    {
        _host.Collect();
        Assert.Equal(1, _host.Looks);

        _host.Collect();
        Assert.Equal(2, _host.Looks);
    }

    [Theory]
    [InlineData("lvsdr_up", "reads 1")]
    [InlineData("lvsdr_info", "reads 1.0.0 1")]
    [InlineData("lvsdr_start_time_seconds", "reads 1796047380")]
    [InlineData("lvsdr_standby", "reads 0")]
    [InlineData("lvsdr_restarts", "reads 2")]
    [InlineData("lvsdr_degraded", "reads 1")]
    [InlineData("lvsdr_degraded_since_timestamp_seconds", "reads 1796047381")]
    [InlineData("lvsdr_problems", "reads  1", "reads -t 192.0.2.50:5432 1")]
    [InlineData("lvsdr_service_ready", "reads -t 192.0.2.50:5432 1")]
    [InlineData("lvsdr_service_servers", "reads -t 192.0.2.50:5432 2")]
    [InlineData("lvsdr_service_servers_up", "reads -t 192.0.2.50:5432 1")]
    [InlineData("lvsdr_service_quorum_up", "reads -t 192.0.2.50:5432 0")]
    [InlineData("lvsdr_service_last_change_timestamp_seconds", "reads -t 192.0.2.50:5432 1796047380")]
    [InlineData("lvsdr_source_up", "reads -t 192.0.2.50:5432 postgres 0")]
    [InlineData("lvsdr_source_servers", "reads -t 192.0.2.50:5432 postgres 2")]
    [InlineData("lvsdr_source_last_answer_timestamp_seconds", "reads -t 192.0.2.50:5432 postgres 1796047380")]
    [InlineData("lvsdr_calls_total", "reads -t 192.0.2.50:5432 check postgres 9")]
    [InlineData("lvsdr_call_failures_total", "reads -t 192.0.2.50:5432 check postgres 2")]
    [InlineData("lvsdr_late_calls_total", "reads -t 192.0.2.50:5432 check postgres 1")]
    [InlineData("lvsdr_calls_left_behind", "reads -t 192.0.2.50:5432 check postgres 1")]
    [InlineData(
        "lvsdr_server_up", "reads -t 192.0.2.50:5432 node2 192.0.2.12:5432 1", "reads -t 192.0.2.50:5432 node3 [fd00::3]:5432 0")]
    [InlineData(
        "lvsdr_server_state", "reads -t 192.0.2.50:5432 node2 192.0.2.12:5432 up 1", "reads -t 192.0.2.50:5432 node3 [fd00::3]:5432 down 1")]
    [InlineData("lvsdr_server_weight", "reads -t 192.0.2.50:5432 node2 192.0.2.12:5432 3")]
    [InlineData(
        "lvsdr_server_active_connections", "reads -t 192.0.2.50:5432 node2 192.0.2.12:5432 5", "reads -t 192.0.2.50:5432 node3 [fd00::3]:5432 0")]
    [InlineData("lvsdr_server_connections_total", "reads -t 192.0.2.50:5432 node2 192.0.2.12:5432 100")]
    [InlineData("lvsdr_server_connections_per_second", "reads -t 192.0.2.50:5432 node2 192.0.2.12:5432 4")]
    [InlineData("lvsdr_server_incoming_bytes_total", "reads -t 192.0.2.50:5432 node2 192.0.2.12:5432 90000")]
    [InlineData("lvsdr_postgres_replication_lag_seconds", "reads -t 192.0.2.50:5432 node2 192.0.2.12:5432 postgres 0.25")]
    public void They_say_what_the_status_says(string name, params string[] samples) => Assert.Equal(samples, _host.Samples(name));

    [Fact]
    public void Of_a_server_that_is_gone_and_a_state_that_was_nothing_is_told()
    {
        _host.Collect();
        var service = _host.Status.Services[0];
        _host.Status = _host.Status with
        {
            Services = [service with { Servers = [MeasuredHost.Server("node3", "fd00::3", ServerState.Up, 1)] }],
        };

        Assert.Equal(["reads -t 192.0.2.50:5432 node3 [fd00::3]:5432 up 1"], _host.Samples("lvsdr_server_state"));
        Assert.Empty(_host.Samples("lvsdr_server_connections_total"));
        Assert.Empty(_host.Samples("lvsdr_postgres_replication_lag_seconds"));
    }

    [Fact]
    public void What_a_check_measures_takes_the_place_of_no_metric_of_lvsdrs_own()
    {
        var service = _host.Status.Services[0];
        var wrong = new MeasurementStatus { Check = "mean", Name = "server_weight", Value = 99 };
        _host.Status = _host.Status with { Services = [service with { Servers = [service.Servers[0] with { Measurements = [wrong] }] }] };

        Assert.Equal(["reads -t 192.0.2.50:5432 node2 192.0.2.12:5432 3"], _host.Samples("lvsdr_server_weight"));
    }

    [Fact]
    public void A_host_where_all_is_well_is_degraded_since_never()
    {
        _host.Status = _host.Status with { Problems = [], Services = [_host.Status.Services[0] with { Problems = [] }] };

        Assert.Equal(["reads 0"], _host.Samples("lvsdr_degraded"));
        Assert.Empty(_host.Samples("lvsdr_degraded_since_timestamp_seconds"));
    }
}
