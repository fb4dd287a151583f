using Microsoft.Extensions.Time.Testing;

namespace LvsPluggable.Testing.Tests;

public sealed class PluginUnderTestTests
{
    private static readonly RealServer Server = new() { Host = "127.0.0.1" };

    [Fact]
    public async Task Texts_reach_the_plugin_as_values_and_what_it_adds_can_be_called()
    {
        await using var plugin = new PluginUnderTest(new KitPlugin()).Configure("kit_hosts=a b", "port=81");

        Assert.Equal("kit", Assert.Single(plugin.SourceNames));
        Assert.Equal("kit", Assert.Single(plugin.CheckNames));
        (await plugin.Source().AskAsync()).ShouldList("b", "a");
        (await plugin.Check(Server).CheckAsync()).ShouldBe(HealthStatus.Healthy).ShouldWeigh(null);
    }

    [Fact]
    public async Task What_a_check_measured_is_told_as_the_host_takes_it()
    {
        var wait = new Measurement { Name = "kit_wait_seconds", Value = 0.5 };
        await using var plugin = new PluginUnderTest(new KitPlugin { Measurements = [wait, new Measurement { Name = "Wrong", Value = 1 }] }).Configure();

        Assert.Equal([wait], (await plugin.Check(Server).CheckAsync()).Measurements);
    }

    [Fact]
    public void Mistakes_are_the_hosts_own_sentences_all_at_once()
    {
        var plugin = new PluginUnderTest(new KitPlugin());
        string[] wrong = ["kit_number=12", "kit_host=a", "check_timeout=soon"];

        var mistakes = plugin.MistakesIn(wrong);

        Assert.Equal(3, mistakes.Count);
        Assert.Contains("kit_number=\"12\" should be a whole number from 1 to 9.", mistakes);
        Assert.Contains("kit_host is not a parameter of lvsdr or of any loaded plugin; did you mean kit_hosts?", mistakes);
        var refusal = Assert.Throws<PluginTestException>(() => plugin.Configure(wrong));
        Assert.All(mistakes, mistake => Assert.Contains(mistake, refusal.Message, StringComparison.Ordinal));
        Assert.Empty(plugin.MistakesIn("kit_number=9"));
    }

    [Fact]
    public async Task Plugins_are_configured_beside_each_other()
    {
        using var begin = new Barrier(8);

        var configured = await Task.WhenAll(Enumerable.Range(0, begin.ParticipantCount).Select(_ => Task.Factory.StartNew(
            () =>
            {
                begin.SignalAndWait(CancellationToken.None);
                return new PluginUnderTest(new KitPlugin()).Configure("kit_hosts=a");
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));

        Assert.All(configured, plugin => Assert.Equal("kit", Assert.Single(plugin.SourceNames)));
    }

    [Fact]
    public void A_declaration_that_the_host_would_refuse_is_refused()
    {
        var parameter = new Parameter<string> { Name = "Kit", ShortDescription = "Kit", LongDescription = "Kit." };

        var refusal = Assert.Throws<PluginTestException>(() => new PluginUnderTest(new KitPlugin { Parameters = [parameter] }));

        Assert.StartsWith("The host would refuse the plugin: its parameter \"Kit\" should have a name of lower-case letters", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_is_late_when_the_clock_of_the_test_says_so()
    {
        var time = new FakeTimeProvider();
        var asked = new TaskCompletionSource();
        var plugin = new KitPlugin
        {
            Check = async (_, token) =>
            {
                asked.TrySetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, token);
                return default;
            },
        };
        await using var configured = new PluginUnderTest(plugin) { Time = time }.Configure("check_timeout=7s");
        var check = configured.Check(Server);

        var call = check.CheckAsync();
        await asked.Task;
        while (!call.IsCompleted)
        {
            time.Advance(check.Timeout);
            await Task.Yield();
        }

        Assert.Equal(TimeSpan.FromSeconds(7), check.Timeout);
        var result = (await call).ShouldBeLate();
        Assert.Equal("late: no answer within 7 s", result.ToString());
        var wrong = Assert.Throws<PluginTestException>(() => result.ShouldBe(HealthStatus.Unhealthy));
        Assert.Equal("Expected of check kit: Unhealthy. Found: late: no answer within 7 s.", wrong.Message);
    }

    [Fact]
    public async Task A_check_is_given_the_address_and_port_that_the_host_would_give_it()
    {
        var given = new List<RealServer>();
        var plugin = new KitPlugin
        {
            Check = (server, _) =>
            {
                given.Add(server);
                return new(HealthResult.Drain("not today"));
            },
        };
        await using var configured = new PluginUnderTest(plugin).Configure("port=8080");

        (await configured.Check(Server).CheckAsync()).ShouldBe(HealthStatus.Drain, "today");

        Assert.Equal(("127.0.0.1", 8080), ($"{given[0].Address}", given[0].Port));
        Assert.Throws<ArgumentException>(() => configured.Check(new RealServer { Host = "db1" }));
    }

    [Fact]
    public async Task What_throws_is_told_in_the_hosts_words()
    {
        var plugin = new KitPlugin
        {
            List = _ => throw new InvalidOperationException("no list today"),
            Check = (_, _) => throw new InvalidOperationException("no check today"),
        };
        await using var configured = new PluginUnderTest(plugin).Configure("kit_hosts=a");

        var list = await configured.Source().AskAsync();
        list.ShouldNotBeKnown("no list");
        var check = (await configured.Check(Server).CheckAsync()).ShouldHaveThrown("no check today");

        Assert.Equal(HealthStatus.Unknown, check.Health.Status);
        var wrong = Assert.Throws<PluginTestException>(() => list.ShouldList("a"));
        Assert.Equal("Expected of source kit: the servers a. Found: no list: no list today.", wrong.Message);
    }

    [Fact]
    public async Task A_list_that_the_host_would_not_take_is_not_known()
    {
        await using var none = new PluginUnderTest(new KitPlugin { List = _ => new((IReadOnlyList<RealServer>)null!) }).Configure("kit_hosts=a");
        await using var wrong = new PluginUnderTest(new KitPlugin()).Configure("kit_hosts=a:80] b");

        (await none.Source().AskAsync()).ShouldNotBeKnown("the source returned null instead of a list");
        (await wrong.Source().AskAsync()).ShouldNotBeKnown("a host should have a name of 1 to 253 printable characters");
    }

    [Fact]
    public async Task A_wake_up_is_waited_for_as_long_as_the_test_wants()
    {
        var change = new TaskCompletionSource();
        await using var configured = new PluginUnderTest(new KitPlugin { Wait = token => new(change.Task.WaitAsync(token)) }).Configure("kit_hosts=a");
        var source = configured.Source();

        Assert.False(await source.WakesUpAsync(TimeSpan.FromMilliseconds(50)));
        var wait = source.WakesUpAsync(TimeSpan.FromMinutes(1));
        change.SetResult();
        Assert.True(await wait);
    }

    [Fact]
    public async Task All_that_it_adds_is_put_through_what_the_host_counts_on_at_once()
    {
        await using var right = new PluginUnderTest(new KitPlugin()).Configure("kit_hosts=a");
        await using var wrong = new PluginUnderTest(new KitPlugin { List = _ => new((IReadOnlyList<RealServer>)null!) }).Configure("kit_hosts=a");

        await right.ShouldConformAsync(Server);
        await Assert.ThrowsAsync<PluginTestException>(() => wrong.ShouldConformAsync(Server));
    }

    [Fact]
    public async Task A_part_that_is_not_there_is_named_with_those_that_are()
    {
        await using var configured = new PluginUnderTest(new KitPlugin()).Configure();

        Assert.Equal(
            "Expected one source, and with these parameters there is none.", Assert.Throws<PluginTestException>(() => configured.Source()).Message);
        Assert.Equal(
            "Expected a check named other, and with these parameters there is kit.",
            Assert.Throws<PluginTestException>(() => configured.Check(Server, "other")).Message);
    }
}
