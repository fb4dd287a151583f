using System.Globalization;
using LvsPluggable.Host.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace LvsPluggable.Host.Tests.Hosting;

public sealed class ServiceManagerTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("lvsdr-manager-").FullName;
    private readonly FakeTimeProvider _time = new();
    private readonly RecordingLog _log = new();
    private readonly ListeningManager _listener;
    private readonly ServiceManager _manager;

    public ServiceManagerTests()
    {
        _listener = new ListeningManager(_folder);
        _manager = new ServiceManager(new NotifySocket(_listener.Address), TimeSpan.FromSeconds(15), _time, _log);
    }

    public void Dispose()
    {
        _manager.Dispose();
        _listener.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void A_name_in_the_abstract_namespace_is_reached_too()
    {
        using var listener = new ListeningManager(null);
        using var manager = new ServiceManager(new NotifySocket(listener.Address), null, _time, _log);

        manager.Ready("fine");

        Assert.Equal(["READY=1\nSTATUS=fine"], listener.Take());
    }

    [Fact]
    public void A_beat_is_said_at_half_of_the_time_and_a_status_when_it_has_changed()
    {
        _manager.Ready("fine");
        _listener.Take();

        _manager.Beat("fine");
        _time.Advance(TimeSpan.FromSeconds(7.4));
        _manager.Beat("fine");
        Assert.Empty(_listener.Take());
        _time.Advance(TimeSpan.FromSeconds(0.1));
        _manager.Beat("fine");
        Assert.Equal(["WATCHDOG=1"], _listener.Take());

        _manager.Beat("degraded:\na server is down");
        Assert.Equal(["STATUS=degraded: a server is down"], _listener.Take());
        _time.Advance(TimeSpan.FromSeconds(7.5));
        _manager.Beat("degraded:\na server is down");
        Assert.Equal(["WATCHDOG=1"], _listener.Take());
    }

    [Fact]
    public void Reloads_put_off_no_beat_as_the_manager_counts_from_the_last_one()
    {
        _manager.Ready("fine");
        _listener.Take();

        for (var time = TimeSpan.Zero; time < TimeSpan.FromSeconds(7.5); time += TimeSpan.FromSeconds(2.5))
        {
            _time.Advance(TimeSpan.FromSeconds(2.5));
            _manager.Reloading();
            _manager.Reloaded("fine");
        }

        _listener.Take();
        _manager.Beat("fine");
        Assert.Equal(["WATCHDOG=1"], _listener.Take());
    }

    [Fact]
    public void Without_a_watchdog_no_beat_is_said()
    {
        using var manager = new ServiceManager(new NotifySocket(_listener.Address), null, _time, _log);
        manager.Ready("fine");
        _listener.Take();

        _time.Advance(TimeSpan.FromDays(1));
        manager.Beat("fine");

        Assert.Empty(_listener.Take());
    }

    [Fact]
    public void Nothing_is_said_of_a_reload_before_the_host_is_ready()
    {
        _manager.Reloading();
        _manager.Reloaded("fine");

        Assert.Empty(_listener.Take());
    }

    [Fact]
    public void Nothing_is_said_after_the_host_has_said_that_it_ends()
    {
        _manager.Ready("fine");
        _manager.Reloading();
        _listener.Take();

        _manager.Stopping();
        _manager.Reloaded("fine");
        _time.Advance(TimeSpan.FromMinutes(1));
        _manager.Beat("worse");

        Assert.Equal(["STOPPING=1"], _listener.Take());
    }

    [Fact]
    public void The_time_of_a_reload_is_that_of_the_clock_since_boot()
    {
        using var manager = new ServiceManager(new NotifySocket(_listener.Address), null, TimeProvider.System, _log);
        manager.Ready("fine");

        manager.Reloading();

        var said = long.Parse(_listener.Take()[1].Split("MONOTONIC_USEC=")[1], CultureInfo.InvariantCulture);
        Assert.InRange(TimeSpan.FromMicroseconds(said) - TimeSpan.FromMilliseconds(Environment.TickCount64), -Second, Second);
    }

    [Fact]
    public void A_manager_that_is_gone_is_no_failure_of_the_host_and_is_mentioned_once()
    {
        _listener.Dispose();
        File.Delete(_listener.Address);

        _manager.Ready("fine");
        _manager.Beat("worse");

        Assert.StartsWith("The service manager cannot be told: ", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_manager_says_in_the_environment_is_taken_out_of_it()
    {
        Set(_listener.Address, "15000000", Environment.ProcessId);

        using var manager = ServiceManager.Take(isMeant: true, _time, _log);

        Assert.Equal(TimeSpan.FromSeconds(15) / 4, manager.LongestPause);
        manager.Ready("fine");
        Assert.Single(_listener.Take());
        AssertNothingIsLeft();
    }

    [Fact]
    public void A_host_that_is_not_meant_says_nothing_and_hands_nothing_on()
    {
        Set(_listener.Address, "15000000", Environment.ProcessId);

        using var manager = ServiceManager.Take(isMeant: false, _time, _log);

        manager.Ready("fine");
        Assert.Empty(_listener.Take());
        AssertNothingIsLeft();
    }

    [Theory]
    [InlineData("0", false)]
    [InlineData("soon", false)]
    [InlineData(null, false)]
    [InlineData("15000000", true)]
    public void A_watchdog_that_is_none_or_watches_another_process_is_none(string? microseconds, bool isOfAnother)
    {
        Set(_listener.Address, microseconds, Environment.ProcessId + (isOfAnother ? 1 : 0));

        using var manager = ServiceManager.Take(isMeant: true, _time, _log);

        Assert.True(manager.Listens);
        Assert.Null(manager.LongestPause);
    }

    [Fact]
    public void An_address_of_another_kind_is_mentioned_and_nothing_is_said()
    {
        Set("vsock:2:1234", null, null);

        using var manager = ServiceManager.Take(isMeant: true, _time, _log);

        Assert.False(manager.Listens);
        Assert.Contains("NOTIFY_SOCKET=vsock:2:1234 should be a path", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    private static void Set(string address, string? microseconds, int? process)
    {
        Environment.SetEnvironmentVariable("NOTIFY_SOCKET", address);
        Environment.SetEnvironmentVariable("WATCHDOG_USEC", microseconds);
        Environment.SetEnvironmentVariable("WATCHDOG_PID", process?.ToString(CultureInfo.InvariantCulture));
    }

    private static void AssertNothingIsLeft() =>
        Assert.All(["NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"], name => Assert.Null(Environment.GetEnvironmentVariable(name)));
}
