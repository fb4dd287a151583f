using System.Text.Json;
using Json.Schema;
using LvsPluggable.Host.Settings;
using LvsPluggable.Host.Settings.Files;
using LvsPluggable.Host.Tests.Support;

namespace LvsPluggable.Host.Tests.Settings.Files;

public sealed class ConfigurationSchemaTests
{
    private const string Service = """{ "services": { "a": { "vip": "192.0.2.50", "port": 80 } } }""";

    private const string Pools = """
        {
          "$schema": "/usr/share/lvsdr/lvsdr.schema.json",
          // Of the whole host.
          "host": { "sync_interval": 2, "manage_sysctls": "No", "sync_interface": "eth1", "sync_id": "7" },
          "defaults": { "check_interval": "500ms", "virtual_service_options": ["-s", "wrr"], "quorum": "" },
          "pools": { "5": { "rise": 3, "fall": "+3", "on_failure": "Quiesce", "weight_of_realservers": ["10.0.0.1,2", "10.0.0.2"] } },
          "services": {
            "reads": { "vip": "192.0.2.50", "port": [5432, "6432"], "protocol": "TCP", "pool": 5 },
            "marked": { "fwmark": 7, "on_failure": "remove", "realserver_merge": "any", "check_fast_interval": "", },
          },
        }
        """;

    private static readonly Parameter<string> Password = new()
    {
        Name = "x_password",
        ShortDescription = "<b> & \"quotes\"",
        LongDescription = "bell \a, lone surrogate \ud800, smile \U0001F600.",
        Default = "changeme",
        Secret = true,
        SupersededBy = ["x_file", "plugin_path", "rise"],
    };

    private static readonly string Text = ConfigurationSchema.Write([.. HostSettings.All, Password]);

    private static readonly JsonSchema Schema = JsonSchema.FromText(Text);

    private static readonly JsonElement Root = Parse(Text);

    [Fact]
    public void It_is_a_schema_of_draft_2020_12()
    {
        Assert.True(MetaSchemas.Draft202012.Evaluate(Root).IsValid);
        Assert.False(MetaSchemas.Draft202012.Evaluate(Parse(Text.Replace("\"type\": \"object\"", "\"type\": 1", StringComparison.Ordinal))).IsValid);
    }

    [Theory]
    [InlineData(Service)]
    [InlineData(Pools)]
    public void What_the_reader_takes_is_valid(string text)
    {
        Assert.Empty(Reading.File(text).Mistakes);
        Assert.True(IsValid(text));
    }

    [Theory]
    [InlineData("\"host\"", "\"hosts\"")]
    [InlineData("\"services\"", "\"service\"")]
    [InlineData("\"sync_id\": \"7\"", "\"sync_ids\": \"7\"")]
    [InlineData("\"sync_id\": \"7\"", "\"rise\": 3")]
    [InlineData("\"sync_id\": \"7\"", "\"plugin_path\": \"/plugins\"")]
    [InlineData("\"quorum\": \"\"", "\"sync_id\": 7")]
    [InlineData("\"quorum\": \"\"", "\"pool\": \"5\"")]
    [InlineData("\"rise\": 3", "\"rize\": 3")]
    [InlineData("\"rise\": 3", "\"vip\": \"192.0.2.9\"")]
    [InlineData("\"pool\": 5", "\"pool\": 5, \"fal\": 3")]
    [InlineData("\"fwmark\": 7", "\"fwmark\": 7, \"config\": \"/a.json\"")]
    public void What_the_reader_refuses_by_its_name_or_place_is_not_valid(string right, string wrong)
    {
        var text = Pools.Replace(right, wrong, StringComparison.Ordinal);

        Assert.NotEmpty(Reading.File(text).Mistakes);
        Assert.False(IsValid(text));
    }

    [Theory]
    [InlineData("\"rise\": 3", "\"rise\": 0")]
    [InlineData("\"rise\": 3", "\"rise\": \"three\"")]
    [InlineData("\"rise\": 3", "\"rise\": null")]
    [InlineData("\"500ms\"", "\"500 ms\"")]
    [InlineData("\"500ms\"", "90000")]
    [InlineData("\"No\"", "\"not\"")]
    [InlineData("\"No\"", "2")]
    [InlineData("\"Quiesce\"", "\"keep\"")]
    [InlineData("\"any\"", "{}")]
    [InlineData("[5432, \"6432\"]", "[[5432], 6432]")]
    [InlineData("\"marked\": { \"fwmark\": 7", "\"marked\": [], \"m\": { \"fwmark\": 7")]
    public void What_is_no_value_is_not_valid(string right, string wrong)
    {
        var text = Pools.Replace(right, wrong, StringComparison.Ordinal);

        Assert.NotEmpty(Reading.File(text).Mistakes);
        Assert.False(IsValid(text));
    }

    [Fact]
    public void What_a_service_says_of_real_servers_is_not_valid_next_to_a_pool() =>
        Assert.False(IsValid(Pools.Replace("\"pool\": 5", "\"pool\": 5, \"weight_of_realservers\": \"10.0.0.1\"", StringComparison.Ordinal)));

    [Fact]
    public void A_file_without_services_is_not_valid()
    {
        Assert.False(IsValid("{}"));
        Assert.False(IsValid("""{ "services": {} }"""));
    }

    [Fact]
    public void Every_parameter_that_may_be_in_the_file_is_explained()
    {
        var definitions = Root.GetProperty("$defs");
        var inFile = HostSettings.All.Except(ListenParameters.All).Where(parameter => parameter.Name is not
            ("config" or "plugin_path" or "plugin_hashes" or "restart_limit" or "heatbeat_file" or "log_target" or "log_format"));

        Assert.Equal(
            inFile.Select(parameter => (parameter.Name, parameter.ShortDescription)).Append((Password.Name, Password.ShortDescription)),
            definitions.EnumerateObject().SkipWhile(definition => definition.Name != "vip")
                .Select(definition => (definition.Name, definition.Value.GetProperty("title").GetString()!)));
        Assert.EndsWith(
            "The value is a duration such as 500ms, 5s or 2m from 100ms to 24h.",
            definitions.GetProperty("check_interval").GetProperty("description").GetString(),
            StringComparison.Ordinal);
        Assert.EndsWith("Not used when fwmark is set.", definitions.GetProperty("vip").GetProperty("description").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Defaults_are_of_the_type_that_the_value_has_and_valid()
    {
        var definitions = Root.GetProperty("$defs");

        Assert.Equal(
            [("rise", "2"), ("manage_sysctls", "true"), ("check_interval", "\"2s\""), ("realserver_merge", "\"all\"")],
            new[] { "rise", "manage_sysctls", "check_interval", "realserver_merge" }
                .Select(name => (name, definitions.GetProperty(name).GetProperty("default").GetRawText())));
        Assert.All(
            HostSettings.All.Where(parameter => parameter.Default is not null && ParameterScopes.Of(parameter.Name) is not ParameterScope.Resource),
            parameter => Assert.True(IsValid(With(parameter, definitions.GetProperty(parameter.Name).GetProperty("default").GetRawText())), parameter.Name));
    }

    [Fact]
    public void Every_word_of_a_choice_is_offered_and_valid()
    {
        var offered = Root.GetProperty("$defs").GetProperty("on_quorum_down").GetProperty("anyOf")[0].GetProperty("enum");

        Assert.Equal(["keep", "fallback", "withdraw"], offered.EnumerateArray().Select(word => word.GetString()));
        Assert.All(
            HostSettings.All.Where(parameter => parameter.Type == ParameterType.Enumeration && ParameterScopes.Of(parameter.Name) != ParameterScope.Resource).SelectMany(parameter => Root
                .GetProperty("$defs").GetProperty(parameter.Name).GetProperty("anyOf")[0].GetProperty("enum").EnumerateArray()
                .Select(word => (Parameter: parameter, Word: word))),
            choice =>
            {
                Assert.True(choice.Parameter.TryParseValue(choice.Word.GetString()!, out _, out _));
                Assert.True(IsValid(With(choice.Parameter, choice.Word.GetRawText())));
            });
    }

    [Fact]
    public void A_secret_has_no_default_and_any_text_of_a_plugin_is_survived()
    {
        var password = Root.GetProperty("$defs").GetProperty("x_password");

        Assert.False(password.TryGetProperty("default", out _));
        Assert.DoesNotContain("changeme", Text, StringComparison.Ordinal);
        Assert.Equal("bell \a, lone surrogate \ufffd, smile \U0001F600. Not used when rise is set.", password.GetProperty("description").GetString());
    }

    private static string With(Parameter parameter, string value)
    {
        var part = ParameterScopes.Of(parameter.Name) == ParameterScope.Host ? "host" : "defaults";
        return Service.Insert(1, $"\"{part}\": {{ \"{parameter.Name}\": {value} }},");
    }

    private static bool IsValid(string text) => Schema.Evaluate(Parse(text)).IsValid;

    private static JsonElement Parse(string text) => JsonDocument.Parse(
        text, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }).RootElement;
}
