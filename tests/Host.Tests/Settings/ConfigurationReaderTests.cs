using System.Collections;
using LvsPluggable.Host.Ocf;
using LvsPluggable.Host.Settings;
using static LvsPluggable.Host.Tests.Settings.Configurations;

namespace LvsPluggable.Host.Tests.Settings;

public sealed class ConfigurationReaderTests
{
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
    public void The_command_line_comes_before_the_environment_and_an_empty_value_takes_it_back()
    {
        var environment = new Hashtable { ["OCF_RESKEY_vip"] = "10.0.0.1", ["OCF_RESKEY_rise"] = "3", ["OCF_RESKEY_fall"] = "4" };

        var given = GivenParameters.Read(OcfEnvironment.Read(environment).Given, ["vip=10.0.0.2", "rise=", "x_list=a=b"]);

        Assert.Equal(
            ["fall=4", "vip=10.0.0.2", "x_list=a=b"],
            given.Values.Select(pair => $"{pair.Key}={pair.Value}").Order(StringComparer.Ordinal));
    }
}
