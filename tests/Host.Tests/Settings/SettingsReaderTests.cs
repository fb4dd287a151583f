using LvsPluggable.Host.Discovery;
using LvsPluggable.Host.Settings;

namespace LvsPluggable.Host.Tests.Settings;

public sealed class SettingsReaderTests
{
    private static readonly Parameter<string> Script = Text("x_script");
    private static readonly Parameter<int> Attribute = new()
    {
        Name = "x_attribute",
        ShortDescription = "s",
        LongDescription = "l",
        SupersededBy = ["x_script", "x_other"],
    };

    private static readonly Parameter<string> AttributeValue = Text("x_value", supersededBy: "x_attribute");

    [Fact]
    public void Values_are_read_and_defaults_fill_in()
    {
        var settings = Right(("vip", "fd00::1"), ("port", "5432"), ("check_interval", "500ms"), ("realserver_merge", "any"), ("rise", ""));

        Assert.Equal("fd00::1", settings.Get(HostSettings.Vip));
        Assert.Equal(["5432"], settings.Get(HostSettings.Port));
        Assert.Equal(TimeSpan.FromMilliseconds(500), settings.Get(HostSettings.CheckInterval));
        Assert.Equal(MergeMode.Any, settings.Get(HostSettings.RealServerMerge));
        Assert.Equal(2, settings.Get(HostSettings.Rise));
        Assert.Equal("rr", settings.Get(HostSettings.VirtualServiceOptions).Scheduler);
        Assert.False(settings.TryGet(HostSettings.HeatbeatFile, out _), "a parameter without a default has a value");
        Assert.Throws<InvalidOperationException>(() => settings.Get(HostSettings.HeatbeatFile));
        Assert.True(settings.IsSet("port"));
        Assert.False(settings.IsSet("rise"), "an empty text counts as set");
        Assert.False(settings.IsSet("sync_interval"), "a default counts as set");
        Assert.False(settings.IsSet("no_such_thing"));
    }

    [Fact]
    public void Every_mistake_is_named_with_its_value_and_what_would_be_right()
    {
        var result = Read(
            HostSettings.All,
            ("port", "70000"), ("check_interval", "1ms"), ("realserver_merge", "some"), ("manage_sysctls", "perhaps"),
            ("weight_of_realservers", "node1,x node2,70000"), ("heatbeat_file", "beat"), ("chek_interval", "2s"), ("zebra", "1"));

        Assert.Null(result.Settings);
        Assert.Equal(
            [
                "vip is not set; it should be an IPv4 or IPv6 address, or a host name.",
                "port=\"70000\" should be a port from 1 to 65535, or the name of a service; several, separated by blanks; or 0 for every port.",
                "weight_of_realservers=\"node1,x node2,70000\": the weight in \"node1,x\" should be a whole number from 0 to 65535; "
                    + "the weight in \"node2,70000\" should be a whole number from 0 to 65535.",
                "heatbeat_file=\"beat\" should be an absolute path.",
                "realserver_merge=\"some\" should be one of all, any.",
                "check_interval=\"1ms\" should be a duration such as 500ms, 5s or 2m from 100ms to 24h.",
                "manage_sysctls=\"perhaps\" should be true or false.",
            ],
            result.ValueMistakes);
        Assert.Equal(
            [
                "chek_interval is not a parameter of lvsdr or of any loaded plugin; did you mean check_interval?",
                "zebra is not a parameter of lvsdr or of any loaded plugin.",
            ],
            result.UnknownParameters);
        Assert.Equal(result.ValueMistakes.Concat(result.UnknownParameters), result.Mistakes);
        Assert.Equal(Refusal.WrongEverywhere, result.Refusal);
    }

    [Fact]
    public void An_unknown_parameter_alone_is_about_this_node()
    {
        var result = Read(HostSettings.All, ("vip", "10.0.0.1"), ("port", "80"), ("heartbeat_file", "/run/x"));

        Assert.Equal(Refusal.MissingHere, result.Refusal);
        Assert.EndsWith("did you mean heatbeat_file?", Assert.Single(result.UnknownParameters), StringComparison.Ordinal);
    }

    [Fact]
    public void A_superseded_parameter_is_not_set_and_its_mistakes_do_not_matter()
    {
        var settings = Read([Script, Attribute, AttributeValue], ("x_script", "/bin/true"), ("x_attribute", "nonsense")).Settings;

        Assert.NotNull(settings);
        Assert.False(settings.IsSet("x_attribute"));
        Assert.False(settings.TryGet(Attribute, out _));
        Assert.Equal("nonsense", settings.Given["x_attribute"]);
    }

    [Fact]
    public void Superseding_goes_by_what_is_given_also_where_that_is_superseded_itself()
    {
        var settings = Read([Script, Attribute, AttributeValue], ("x_script", "a"), ("x_attribute", "1"), ("x_value", "b")).Settings;

        Assert.NotNull(settings);
        Assert.Equal((true, false, false), (settings.IsSet("x_script"), settings.IsSet("x_attribute"), settings.IsSet("x_value")));
    }

    [Fact]
    public void An_empty_value_supersedes_nothing()
    {
        Assert.True(Read([Script, Attribute], ("x_script", ""), ("x_attribute", "1")).Settings!.IsSet("x_attribute"));
    }

    [Fact]
    public void A_required_parameter_that_is_superseded_may_be_missing()
    {
        var required = new Parameter<string>
        {
            Name = "x_list",
            ShortDescription = "s",
            LongDescription = "l",
            Required = true,
            SupersededBy = ["x_script"],
        };

        Assert.NotNull(Read([Script, required], ("x_script", "a")).Settings);
        Assert.Equal(["x_list is not set; it should be a text."], Read([Script, required]).ValueMistakes);
    }

    [Fact]
    public void A_secret_is_never_repeated_not_even_by_its_parser()
    {
        var secret = new Parameter<string>
        {
            Name = "x_password",
            ShortDescription = "s",
            LongDescription = "l",
            Secret = true,
            Parse = text => throw new FormatException($"\"{text}\" should be longer"),
            Expected = "a longer text",
        };

        Assert.Equal(["x_password=*** should be a longer text."], Read([secret], ("x_password", "hunter2")).ValueMistakes);
    }

    [Fact]
    public void A_secret_whose_parser_repeats_nothing_is_explained_in_the_parser_s_words()
    {
        var secret = new Parameter<string>
        {
            Name = "x_source",
            ShortDescription = "s",
            LongDescription = "l",
            Secret = true,
            MessagesAreSafe = true,
            Parse = text => throw new FormatException(text == "a" ? "sslmode\nshould be one of disable, require." : "should be longer."),
            Expected = "a connection string",
        };

        Assert.Equal(["x_source=***: sslmode should be one of disable, require."], Read([secret], ("x_source", "a")).ValueMistakes);
        Assert.Equal(["x_source=*** should be longer."], Read([secret], ("x_source", "b")).ValueMistakes);
    }

    [Fact]
    public void A_parser_that_throws_something_else_spoils_only_its_own_parameter()
    {
        var broken = new Parameter<string>
        {
            Name = "x_broken",
            ShortDescription = "s",
            LongDescription = "l",
            Expected = "a text",
            Parse = _ => throw new InvalidOperationException("no such table"),
        };

        var result = Read([broken, HostSettings.Port], ("x_broken", "a\nb"), ("port", "65536"));

        Assert.Equal(
            [
                "x_broken=\"a b\": its parser failed: no such table.",
                "port=\"65536\" should be a port from 1 to 65535, or the name of a service; several, separated by blanks; or 0 for every port.",
            ],
            result.ValueMistakes);
    }

    [Theory]
    [InlineData("10.0.0.1", true)]
    [InlineData("fd00::1", true)]
    [InlineData("1", false)]
    [InlineData("10.0.0", false)]
    [InlineData("010.0.0.1", false)]
    [InlineData("0x0a.0.0.1", false)]
    [InlineData("10.0.0.1/24", false)]
    [InlineData("[fd00::1]", false)]
    [InlineData("fe80::1%2", false)]
    [InlineData("fd00::1/64", false)]
    [InlineData("db.example", true)]
    [InlineData("node-1", true)]
    [InlineData("2db", true)]
    [InlineData("-node", false)]
    [InlineData("a..b", false)]
    [InlineData("db.7", false)]
    [InlineData("db.0x7f", false)]
    [InlineData("a b", false)]
    public void An_address_is_one_that_every_tool_reads_alike_or_a_name(string text, bool right)
    {
        Assert.Equal(right, HostSettings.Vip.TryParseValue(text, out _, out var mistake));
        Assert.Equal(right ? null : "should be an IPv4 or IPv6 address, or a host name", mistake);
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("65535", true)]
    [InlineData("postgresql", true)]
    [InlineData("5432 6432", true)]
    [InlineData("postgresql\n6432", true)]
    [InlineData("0", true)]
    [InlineData("0 80", false)]
    [InlineData("80 80", false)]
    [InlineData("80,443", false)]
    [InlineData("65536", false)]
    [InlineData("-1", false)]
    [InlineData("80/tcp", false)]
    public void A_port_is_a_number_or_the_name_of_a_service_or_several_or_0_for_all(string text, bool right) =>
        Assert.Equal(right, HostSettings.Port.TryParseValue(text, out _, out _));

    [Theory]
    [InlineData("/a:/b", true)]
    [InlineData("/a:", true)]
    [InlineData("/a:b", false)]
    [InlineData(":", false)]
    public void Plugin_folders_are_absolute(string text, bool right) =>
        Assert.Equal(right, HostSettings.PluginPath.TryParseValue(text, out _, out _));

    [Fact]
    public void A_parameter_that_nobody_declares_with_this_type_has_no_value()
    {
        var settings = Right(("vip", "10.0.0.1"), ("port", "80"));

        Assert.Throws<ArgumentException>(() => settings.Get(Script));
        Assert.Throws<ArgumentException>(() => settings.Get(Text("rise")));
    }

    [Fact]
    public void Another_declaration_of_the_same_name_and_type_reads_the_same_value()
    {
        var settings = Right(("vip", "10.0.0.1"), ("port", "80"));

        Assert.Equal(2, settings.Get(new Parameter<int> { Name = "rise", ShortDescription = "s", LongDescription = "l" }));
    }

    [Fact]
    public void Every_default_of_the_host_is_right_and_every_name_is_there_once()
    {
        Assert.All(HostSettings.All, parameter =>
            Assert.True(parameter.Default is null || parameter.TryParseValue(parameter.Default, out _, out _), parameter.Name));
        Assert.Equal(HostSettings.All.Count, HostSettings.All.Select(parameter => parameter.Name).Distinct().Count());
    }

    private static Parameter<string> Text(string name, params string[] supersededBy) =>
        new() { Name = name, ShortDescription = "s", LongDescription = "l", SupersededBy = supersededBy };

    private static ParameterValues Right(params (string Name, string Text)[] given)
    {
        var result = Read(HostSettings.All, given);
        Assert.Empty(result.Mistakes);
        Assert.Equal(Refusal.None, result.Refusal);
        return result.Settings!;
    }

    private static SettingsResult Read(IReadOnlyList<Parameter> declared, params (string Name, string Text)[] given) =>
        new SettingsReader(declared).Read(given.ToDictionary(pair => pair.Name, pair => pair.Text));
}
