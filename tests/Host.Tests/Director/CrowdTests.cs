using System.Collections.Concurrent;
using System.Net;
using LvsPluggable.Host.Checks;

namespace LvsPluggable.Host.Tests.Director;

/// <summary>How many calls are made at once: <c>check_concurrency</c>, in equal shares for the plugins.</summary>
public sealed class CrowdTests
{
    private readonly ConcurrentQueue<string> _looks = new();
    private readonly ConcurrentDictionary<string, (int Now, int Most)> _calls = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task A_thousand_servers_of_which_nothing_is_known_are_looked_at_few_at_a_time_and_each_once_before_any_twice()
    {
        const int Count = 1000;
        var created = 0;
        await using var scene = new Scene
        {
            Adapt = definition => definition with
            {
                Sources = [definition.Sources[0] with { Plugin = "lists" }],
                Checks =
                [
                    new CheckRegistration("check", server =>
                    {
                        Interlocked.Increment(ref created);
                        return new CodedCheck(() => LookAsync("checks", server));
                    })
                    {
                        Plugin = "checks",
                    },
                ],
                Checking = definition.Checking with { Concurrency = 20, Timeout = TimeSpan.FromMinutes(10) },
            },
        };
        scene.Source = _ => new([.. Enumerable.Range(0, Count).Select(Server)]);

        scene.Start();

        // Then all wait for their first look, of which there are as many at once as one of two plugins may make. The interval is over long
        // before all had theirs.
        await Eventually.HoldsAsync(() => Volatile.Read(ref created) == Count && Now("checks") == 10, "the first looks");
        var passed = scene.Kernel.Reads;
        await Eventually.HoldsAsync(() => scene.Kernel.Reads >= passed + 3, "whatever the host had to do is done");
        _gate.SetResult();
        await Eventually.HoldsAsync(() => _looks.Count >= 2 * Count, "two rounds");
        Assert.Equal(10, _calls["checks"].Most);
        Assert.Equal(Count, _looks.Take(Count).Distinct(StringComparer.Ordinal).Count());
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

    private static RealServer Server(int number) =>
        new() { Host = $"node{number}", Address = IPAddress.Parse($"10.1.{number / 250}.{(number % 250) + 1}") };

    private int Now(string plugin) => _calls.GetValueOrDefault(plugin).Now;

    private async ValueTask<HealthResult> LookAsync(string plugin, RealServer server)
    {
        _looks.Enqueue(server.Host);
        Count(1);
        await _gate.Task;
        Count(-1);
        return HealthResult.Healthy();

        void Count(int change) => _calls.AddOrUpdate(
            plugin, (change, change), (_, calls) => (calls.Now + change, Math.Max(calls.Most, calls.Now + change)));
    }
}
