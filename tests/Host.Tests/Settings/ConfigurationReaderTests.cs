using System.Collections;
using LvsPluggable.Host.Ocf;
using LvsPluggable.Host.Plugins.Loading;
using LvsPluggable.Host.Settings;
using Microsoft.Extensions.Logging.Abstractions;

namespace LvsPluggable.Host.Tests.Settings;

public sealed class ConfigurationReaderTests
{
    private static readonly Parameter<string> List = new() { Name = "x_list", ShortDescription = "List", LongDescription = "A list." };

    [Fact]
    public void What_plugins_add_is_in_the_plan()
    {
        var configuration = Read(Plugin(builder => builder.AddSource("x", () => null!)), "vip=10.0.0.1", "port=80", "check_interval=7s");

        var service = Assert.Single(configuration.Plan!.Services);
        Assert.Equal("-A -t 10.0.0.1:80 -s rr", service.Service.ToSaveLine());
        Assert.Equal("x", Assert.Single(service.Sources).Name);
        Assert.Equal(TimeSpan.FromSeconds(7), service.Checking.Interval);
    }

    [Fact]
    public void It_is_known_which_plugin_brought_a_source_or_check()
    {
        var service = Read(
            [
                Plugin(builder => builder.AddSource("list", () => null!), "one"),
                Plugin(builder => builder.AddCheck("a", _ => null!), "two"),
                Plugin(
                    builder =>
                    {
                        builder.AddFallbackSource("rest", () => null!);
                        builder.AddCheck("b", _ => null!);
                    },
                    "three"),
            ],
            "vip=10.0.0.1",
            "port=80").Plan!.Services[0];

        Assert.Equal("one", Assert.Single(service.Sources).Plugin);
        Assert.Equal(["a of two", "b of three"], service.Checks.Select(check => $"{check.Name} of {check.Plugin}"));
    }

    [Theory]
    [InlineData("10.0.0.9:81", "port 81")]
    [InlineData("fd00::9", "address family")]
    [InlineData("10.0.0.1", "should be 127.0.0.1")]
    public void A_fallback_server_that_direct_routing_cannot_reach_is_refused(string text, string said)
    {
        var plugin = Plugin(builder => builder.AddSource("x", () => null!));

        var configuration = Read(plugin, "vip=10.0.0.1", "port=80", $"fallback_real_server={text}");

        Assert.Contains(said, Assert.Single(configuration.Mistakes), StringComparison.Ordinal);
        Assert.Equal("sorry", Read(plugin, "vip=10.0.0.1", "port=80", "fallback_real_server=sorry:80").Plan!.Services[0].Fallback!.Host);
    }

    [Theory]
    [InlineData("flap_hold_down=6m", "no more than flap_hold_down_max")]
    [InlineData("quorum_hysteresis=1", "quorum is not")]
    [InlineData("on_quorum_down=withdraw", "quorum is not")]
    [InlineData("quorum=2 quorum_hysteresis=2", "should be less than quorum, 2")]
    [InlineData("quorum=2 on_quorum_down=fallback", "needs fallback_real_server")]
    public void What_contradicts_itself_is_refused(string texts, string said)
    {
        var plugin = Plugin(builder => builder.AddSource("x", () => null!));

        var configuration = Read(plugin, ["vip=10.0.0.1", "port=80", .. texts.Split(' ')]);

        Assert.Contains(said, Assert.Single(configuration.Mistakes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rr", "slow_start does nothing with scheduler rr, which knows no weights; it should be wrr or wlc.")]
    [InlineData("dh", "slow_start does nothing with scheduler dh, which knows no weights; it should be wrr or wlc.")]
    [InlineData("ovf", "slow_start cannot be used with scheduler ovf, to which a weight is a number of connections; one of them should go.")]
    public void A_scheduler_whose_weights_are_no_shares_has_no_slow_start(string scheduler, string said)
    {
        var plugin = Plugin(builder => builder.AddSource("x", () => null!));

        var configuration = Read(plugin, "vip=10.0.0.1", "port=80", $"virtual_service_options=-s {scheduler}", "slow_start=30s");

        Assert.Equal([said], configuration.Mistakes);
        Assert.Empty(Read(plugin, "vip=10.0.0.1", "port=80", "virtual_service_options=-s wlc", "slow_start=30s").Mistakes);
        Assert.Empty(Read(plugin, "vip=10.0.0.1", "port=80", $"virtual_service_options=-s {scheduler}", "slow_start=0s").Mistakes);
    }

    [Fact]
    public void A_time_out_that_the_user_set_is_told_from_the_default()
    {
        var plugin = Plugin(builder => builder.AddSource("x", () => null!));

        var none = Read(plugin, "vip=10.0.0.1", "port=80").Plan!.Services[0];
        var both = Read(plugin, "vip=10.0.0.1", "port=80", "check_timeout=3s", "source_timeout=10s").Plan!.Services[0];

        Assert.Equal((false, false), (none.Checking.TimeoutIsSet, none.Discovery.TimeoutIsSet));
        Assert.Equal((true, true), (both.Checking.TimeoutIsSet, both.Discovery.TimeoutIsSet));
        Assert.Equal((none.Checking.Timeout, none.Discovery.Timeout), (both.Checking.Timeout, both.Discovery.Timeout));
    }

    [Fact]
    public void Fallback_sources_are_used_only_when_there_are_no_others()
    {
        var fallback = Plugin(builder => builder.AddFallbackSource("f", () => null!), "fallback");
        var source = Plugin(builder => builder.AddSource("s", () => null!), "source");

        Assert.Equal("f", Assert.Single(Read([fallback], "vip=10.0.0.1", "port=80").Plan!.Services[0].Sources).Name);
        Assert.Equal("s", Assert.Single(Read([fallback, source], "vip=10.0.0.1", "port=80").Plan!.Services[0].Sources).Name);
    }

    [Fact]
    public void Mistakes_of_all_kinds_come_together()
    {
        var configuration = Read(
            [
                Plugin(_ => throw new FormatException("x_list and x_other exclude each other."), "one"),
                Plugin(_ => throw new InvalidOperationException("broken"), "two"),
            ],
            "oops",
            "vip=10.0.0.1",
            "port=80",
            "virtual_service_options=-o");

        Assert.Null(configuration.Plan);
        Assert.Equal(Refusal.WrongEverywhere, configuration.Refusal);
        var all = string.Join('\n', configuration.Mistakes);
        Assert.All(
            ["\"oops\"", "exclude each other", "Plugin two failed while it was configured: broken", "\"-o\" is for UDP"],
            part => Assert.Contains(part, all, StringComparison.Ordinal));
    }

    [Fact]
    public void A_plugin_whose_configuration_has_not_returned_is_not_configured_again_until_it_has()
    {
        using var gate = new ManualResetEventSlim();
        var times = 0;
        var plugin = Plugin(
            builder =>
            {
                Interlocked.Increment(ref times);
                gate.Wait(CancellationToken.None);
                builder.AddSource("s", () => null!);
            },
            "slow");

        Assert.Contains("Plugin slow failed while it was configured: it did not return within 5 s", Said(), StringComparison.Ordinal);
        Assert.Contains("Plugin slow failed while it was configured: an earlier call has not returned yet", Said(), StringComparison.Ordinal);
        Assert.Equal(1, times);

        gate.Set();
        Assert.True(SpinWait.SpinUntil(() => Said().Length == 0, TimeSpan.FromSeconds(20)));

        string Said() => string.Join('\n', Read(plugin, "vip=10.0.0.1", "port=80").Mistakes);
    }

    [Fact]
    public void A_parameter_that_nobody_declares_names_the_plugins_that_were_refused()
    {
        var configuration = Read(
            new PluginCatalog([], [new RefusedPlugin { File = "/p/Y/Y.dll", Reason = "it is not a .NET assembly" }]),
            "vip=10.0.0.1", "port=80", "y_thing=1");

        Assert.Equal(Refusal.MissingHere, configuration.Refusal);
        Assert.Contains("/p/Y/Y.dll", string.Join('\n', configuration.Mistakes), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_anything_that_lists_real_servers_there_is_no_plan()
    {
        var configuration = Read(Plugin(_ => { }), "vip=10.0.0.1", "port=80");

        Assert.Contains("Nothing says which real servers", Assert.Single(configuration.Mistakes), StringComparison.Ordinal);
    }

    [Fact]
    public void The_command_line_comes_before_the_environment_and_an_empty_value_takes_it_back()
    {
        var environment = new Hashtable { ["OCF_RESKEY_vip"] = "10.0.0.1", ["OCF_RESKEY_rise"] = "3", ["OCF_RESKEY_fall"] = "4" };

        var given = GivenParameters.Read(OcfEnvironment.Read(environment).Given, ["vip=10.0.0.2", "rise=", "x_list=a=b"]);

        Assert.Equal(
            ["fall=4", "vip=10.0.0.2", "x_list=a=b"],
            given.Values.Select(pair => $"{pair.Key}={pair.Value}").Order(StringComparer.Ordinal));
    }

    private static LoadedPlugin Plugin(Action<IPluginBuilder> configure, string name = "x") => new()
    {
        Plugin = new ConfiguredBy(configure, name),
        Name = name,
        Parameters = name == "x" ? [List] : [],
        File = $"/p/{name}.dll",
        Version = new Version(1, 0),
    };

    private static Configuration Read(LoadedPlugin plugin, params string[] words) => Read([plugin], words);

    private static Configuration Read(LoadedPlugin[] plugins, params string[] words) => Read(new PluginCatalog(plugins, []), words);

    private static Configuration Read(PluginCatalog catalog, params string[] words) =>
        new ConfigurationReader(new PoolReader(NullLoggerFactory.Instance, TimeProvider.System)).Read(catalog, GivenParameters.Read(new Dictionary<string, string>(), words));

    private sealed class ConfiguredBy(Action<IPluginBuilder> configure, string name) : ILvsPlugin
    {
        public string Name => name;

        public IReadOnlyList<Parameter> Parameters => [];

        public void Configure(IPluginBuilder plugin) => configure(plugin);
    }
}
