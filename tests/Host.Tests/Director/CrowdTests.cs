using System.Collections.Concurrent;
using System.Net;
using LvsPluggable.Host.Tests.Support;

namespace LvsPluggable.Host.Tests.Director;

/// <summary>How many calls are made at once: <c>check_concurrency</c>, in equal shares for the plugins.</summary>
public sealed class CrowdTests
{
    private const int Count = 1000;
    private const int Places = 10;
    private static readonly TimeSpan Interval = Scene.Tick * 3;

    private readonly ConcurrentQueue<string> _looks = new();
    private readonly ConcurrentDictionary<string, (int Now, int Most)> _calls = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isRehearsal;
    private int _passing;

    [Fact]
    public async Task A_thousand_servers_of_which_nothing_is_known_are_looked_at_without_delay_and_few_at_a_time()
    {
        var time = new WatchedTime();
        await using var scene = Crowd(time);

        scene.Start();

        await Eventually.HoldsAsync(() => Now("checks") == Places, "half of the calls are the plugin's, one of two");
        _gate.SetResult();
        await Eventually.HoldsAsync(() => time.Waiting(Interval) == Count, "all wait for their second look, although no time has passed");
        Assert.Equal((Places, Count), (_calls["checks"].Most, _looks.Count));
        Assert.Equal(Count, _looks.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Of_a_thousand_servers_that_are_all_due_each_is_looked_at_once_before_any_is_looked_at_twice()
    {
        var time = new WatchedTime();
        _isRehearsal = true;
        await using var scene = Crowd(time);
        scene.Start();
        await Eventually.HoldsAsync(() => time.Waiting(Interval) == Count, "all wait for their second look");

        // Half of them are looked at, and are due again while the others still wait for a place.
        _isRehearsal = false;
        _passing = Count / 2;
        time.Advance(Interval);
        await Eventually.HoldsAsync(
            () => Now("checks") == Places && time.Waiting(Interval) == Count / 2, "half have been looked at, and others have all places");
        time.Advance(Interval);
        await Eventually.HoldsAsync(() => time.Waiting(Interval) == 0, "all are due");
        _gate.SetResult();

        await Eventually.HoldsAsync(
            () =>
            {
                time.Advance(Interval);
                return _looks.Count >= 2 * Count;
            },
            "two rounds");

        // Whoever has just been given a place has not yet reached its look, which others may overtake; no more than there are places.
        Assert.InRange(_looks.Take(Count).Distinct(StringComparer.Ordinal).Count(), Count - Places, Count);
    }

    [Fact]
    public async Task A_plugin_that_brings_five_checks_has_no_more_places_than_one_that_brings_one()
    {
        await using var scene = new Scene
        {
            Adapt = definition => definition with
            {
                Sources = [definition.Sources[0] with { Plugin = "one" }],
                Checks =
                [
                    .. Enumerable.Range(1, 5).Select(number => CodedCheck.Of("many", $"many {number}", server => LookAsync("many", server))),
                    CodedCheck.Of("one", "one", server => LookAsync("one", server)),
                ],
                Checking = definition.Checking with { Concurrency = 12, Timeout = TimeSpan.FromMinutes(10) },
            },
        };
        scene.Source = _ => new([.. Enumerable.Range(0, 30).Select(Server)]);

        scene.Start();

        await Eventually.HoldsAsync(() => (Now("many"), Now("one")) == (6, 6), "each has half of the places");
        _gate.SetResult();
        await Eventually.HoldsAsync(() => _looks.Count >= 30 * 6 * 2, "two rounds");
        Assert.Equal((6, 6), (_calls["many"].Most, _calls["one"].Most));
    }

    // A thousand servers, and half of 20 places for their check, as there are two plugins.
    private Scene Crowd(TimeProvider time)
    {
        var servers = Enumerable.Range(0, Count).Select(Server).ToList();
        return new Scene
        {
            Time = time,
            Adapt = definition => definition with
            {
                Sources = [definition.Sources[0] with { Plugin = "lists" }],
                Checks = [CodedCheck.Of("checks", "check", server => LookAsync("checks", server))],
                Checking = definition.Checking with { Concurrency = 2 * Places, Interval = Interval, Timeout = TimeSpan.FromMinutes(10) },
            },
            Source = _ => new(servers),
        };
    }

    private static RealServer Server(int number) =>
        new() { Host = $"node{number}", Address = IPAddress.Parse($"10.1.{number / 250}.{(number % 250) + 1}") };

    private int Now(string plugin) => _calls.GetValueOrDefault(plugin).Now;

    private async ValueTask<HealthResult> LookAsync(string plugin, RealServer server)
    {
        if (_isRehearsal)
        {
            return HealthResult.Healthy();
        }

        _looks.Enqueue(server.Host);
        if (Interlocked.Decrement(ref _passing) >= 0)
        {
            return HealthResult.Healthy();
        }

        Count(1);
        await _gate.Task;
        Count(-1);
        return HealthResult.Healthy();

        void Count(int change) => _calls.AddOrUpdate(
            plugin, (change, change), (_, calls) => (calls.Now + change, Math.Max(calls.Most, calls.Now + change)));
    }
}
