using LvsPluggable.Host.Cli;
using LvsPluggable.Host.Director.Status;
using LvsPluggable.Host.Plugins.Running;
using Microsoft.Extensions.Time.Testing;

namespace LvsPluggable.Host.Tests.Cli;

public sealed class StatusTextTests
{
    [Fact]
    public void What_the_calls_of_each_source_and_check_have_cost_is_shown()
    {
        var lines = Lines(
            Cost("source list", calls: 7, milliseconds: 21),
            Cost("check script", calls: 40, milliseconds: 4800) with { Failures = 3, Late = 5, LeftBehind = 2 });

        Assert.Equal(
            ["  source list: 7 calls, 0 failed, 0 late, 3 ms each", "  check script: 40 calls, 3 failed, 5 late, 120 ms each, 2 left behind"],
            lines.Where(line => line.Contains("calls", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_was_never_called_has_cost_nothing() =>
        Assert.DoesNotContain(Lines(Cost("check script", calls: 0)), line => line.Contains("check script", StringComparison.Ordinal));

    [Fact]
    public void What_was_left_behind_is_shown_although_no_call_has_ended() => Assert.Contains(
        "  check script: 0 calls, 0 failed, 0 late, 0 ms each, 1 left behind", Lines(Cost("check script", calls: 0) with { LeftBehind = 1 }));

    [Theory]
    [InlineData("1.0.0.0", "2.0.0.0", "1.0.0.0 is loaded, 2.0.0.0 is on the disk; \"lvsdr restart --adopt\" uses that, and cuts nothing")]
    [InlineData("1.0.0.0", "1.0.0.0", "1.0.0.0 is loaded, another file of this version is on the disk; \"lvsdr restart --adopt\" uses that, and cuts nothing")]
    [InlineData("1.0.0.0", null, "1.0.0.0 is loaded, /p/acme.dll is gone")]
    [InlineData(null, null, "not loaded, as /p/acme.dll is gone or has other parameters")]
    public void A_plugin_whose_file_is_not_what_was_loaded_is_shown_with_both_versions(string? loaded, string? now, string said)
    {
        var plugin = new PluginStatus { Name = "acme", File = "/p/acme.dll", Loaded = loaded, OnDisk = now, IsCurrent = false };

        Assert.Contains($"  plugin acme: {said}", StatusText.Lines(Host([]) with { Plugins = [plugin] }, new Style(isColoured: false), new FakeTimeProvider()));
        Assert.DoesNotContain(
            StatusText.Lines(Host([]) with { Plugins = [plugin with { IsCurrent = true }] }, new Style(isColoured: false), new FakeTimeProvider()),
            line => line.Contains("acme", StringComparison.Ordinal));
    }

    private static PluginCost Cost(string name, long calls, int milliseconds = 0) => new()
    {
        Name = name,
        Calls = calls,
        Failures = 0,
        Late = 0,
        Time = TimeSpan.FromMilliseconds(milliseconds),
        LeftBehind = 0,
    };

    private static List<string> Lines(params PluginCost[] costs) =>
    [
        .. StatusText.Lines(Host(costs), new Style(isColoured: false), new FakeTimeProvider()),
    ];

    private static HostStatus Host(PluginCost[] costs) => new()
    {
        Instance = "reads",
        ProcessId = 1,
        Version = "1.0.0",
        Started = DateTimeOffset.UnixEpoch,
        Services = [new ServiceStatus { Service = "-t 10.0.0.100:5432", Scheduler = "rr", IsReady = true, Plugins = costs }],
    };
}
