using LvsPluggable.Host.Plugins.Loading;
using LvsPluggable.Host.Settings;
using static LvsPluggable.Host.Tests.Settings.Configurations;

namespace LvsPluggable.Host.Tests.Settings;

public sealed class ConfigurationMistakesTests
{
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
    public void A_wrong_value_does_not_keep_other_mistakes_back()
    {
        var configuration = Read(
            [
                Plugin(_ => throw new FormatException("x_list and x_other exclude each other."), "one"),
                Plugin(builder => builder.AddSource($"{builder.Get(HostParameters.DefaultWeight)}", () => null!), "two"),
            ],
            "vip=10.0.0.1",
            "port=80 no-such-port",
            "default_weight=heavy",
            "sync_id=7",
            "flap_hold_down=6m",
            "quorum_hysteresis=1",
            "virtual_service_options=-s la");

        Assert.Equal(Refusal.WrongEverywhere, configuration.Refusal);
        string[] expected =
        [
            "virtual_service_options=\"-s la\"", "default_weight=\"heavy\"", "sync_id is set, but", "quorum_hysteresis is set, but",
            "flap_hold_down should be no more", "x_list and x_other exclude", "port=\"no-such-port\" cannot be resolved",
        ];
        Assert.Equal(expected.Length, configuration.Mistakes.Count);
        Assert.All(expected.Zip(configuration.Mistakes), pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("quorum=x", "quorum_hysteresis=1", "on_quorum_down=withdraw")]
    [InlineData("quorum_hysteresis=x", "quorum=2")]
    [InlineData("fallback_real_server=:", "quorum=2", "on_quorum_down=fallback")]
    [InlineData("virtual_service_options=-s la", "slow_start=30s")]
    [InlineData("flap_hold_down_max=x", "flap_hold_down=6m")]
    [InlineData("vip=", "fallback_real_server=10.0.0.9:81")]
    [InlineData("port=x", "fallback_real_server=10.0.0.9:81")]
    [InlineData("fwmark=0", "vip=", "port=", "ip_family=ipv6")]
    [InlineData("ip_family=ipv5", "vip=", "port=", "fwmark=7", "virtual_service_options=-6")]
    [InlineData("sync_interface=a/b", "sync_id=3")]
    [InlineData("forward_method=mail", "tunnel_port=5555", "weight_of_realservers=10.0.0.9:81")]
    [InlineData("tunnel_type=x", "tunnel_port=5555", "forward_method=tunnel")]
    [InlineData("rise=0")]
    public void A_wrong_value_makes_no_mistake_that_follows_from_it(params string[] words)
    {
        var plugin = Plugin(
            builder =>
            {
                if (builder.Get(HostSettings.Rise) < builder.Service.Port)
                {
                    builder.AddSource("x", () => null!);
                }
            },
            "plain");

        var configuration = Read(plugin, ["vip=10.0.0.1", "port=80", .. words]);

        Assert.StartsWith(words[0].Split('=')[0], Assert.Single(configuration.Mistakes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_beside_a_file_that_should_hold_it_is_not_shown()
    {
        var secret = new Parameter<string> { Name = "y_secret", ShortDescription = "Secret", LongDescription = "A secret.", Secret = true };

        var configuration = Read(Plugin(_ => { }, "plain") with { Parameters = [secret] }, "config=/nonexistent", "y_secret=geheim");

        Assert.Equal("y_secret=*** should not be set next to config, but be in the file.", configuration.Mistakes[0]);
    }

    [Fact]
    public void A_plugin_that_is_missing_here_may_be_what_others_ask_for()
    {
        var plugin = Plugin(builder => throw new FormatException(builder.IsSet("y_thing") ? "z_thing is not set." : "y_thing is not set."), "plain");

        var configuration = Read(plugin, "vip=10.0.0.1", "port=80", "y_thing=1");

        Assert.Equal(Refusal.MissingHere, configuration.Refusal);
        Assert.Equal(["y_thing is not a parameter of lvsdr or of any loaded plugin.", "z_thing is not set."], configuration.Mistakes);
    }

    [Fact]
    public void A_file_whose_list_is_of_a_plugin_that_is_missing_here_is_not_wrong_everywhere()
    {
        var given = new GivenParameters
        {
            Values = new Dictionary<string, string>(StringComparer.Ordinal) { ["config"] = "/f" },
            File = """{ "services": { "web": { "vip": "10.0.0.1", "port": 80, "y_list": "a" } } }"""u8.ToArray(),
        };

        var configuration = Read(new PluginCatalog([Plugin(_ => { }, "plain")], []), given);

        Assert.Equal(Refusal.MissingHere, configuration.Refusal);
        Assert.Contains("y_list is not a parameter of lvsdr", Assert.Single(configuration.Mistakes), StringComparison.Ordinal);
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
}
