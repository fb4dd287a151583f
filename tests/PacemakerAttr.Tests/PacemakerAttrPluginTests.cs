namespace LvsPluggable.Plugins.PacemakerAttr.Tests;

public class PacemakerAttrPluginTests
{
    private const string ListScript = "realserver_get_real_servers_script";
    private const string CheckScript = "realserver_check_active_real_server_script";
    private const string Resource = "realserver_dependent_resource";
    private const string Role = "realserver_dependent_role";
    private const string AttributeName = "realserver_dependent_attribute_name";
    private const string AttributeValueName = "realserver_dependent_attribute_value";

    private static readonly Dictionary<string, string> Usual = new(StringComparer.Ordinal)
    {
        [Resource] = "lvsdr-realsvr-clone",
        [AttributeName] = "pgsql-status",
        [AttributeValueName] = "HS:sync|HS:potential|HS:async",
    };

    [Fact]
    public void A_resource_is_a_source_and_an_attribute_a_check()
    {
        var builder = Configure(Usual);

        Assert.Equal(["pacemaker"], builder.Sources.Keys);
        Assert.Equal(["pacemaker"], builder.Checks.Keys);
        Assert.Empty(builder.FallbackSources);
    }

    [Fact]
    public void With_an_attribute_alone_all_nodes_are_candidates()
    {
        var builder = Configure(new() { [AttributeName] = "pgsql-status", [AttributeValueName] = "PRI" });

        Assert.Equal(["pacemaker"], builder.FallbackSources.Keys);
        Assert.Empty(builder.Sources);
    }

    [Fact]
    public void With_weights_their_hosts_are_the_candidates() =>
        Assert.Empty(Configure(new() { ["weight_of_realservers"] = "a,1 b", [AttributeName] = "x", [AttributeValueName] = "y" }).FallbackSources);

    [Fact]
    public void With_nothing_set_all_nodes_are_candidates_where_there_is_a_crm_mon()
    {
        var builder = Configure([]);

        Assert.Equal(new CrmMon(CrmMon.Name, TimeSpan.FromSeconds(1)).IsInstalled() ? 1 : 0, builder.FallbackSources.Count);
        Assert.Empty(builder.Checks);
    }

    [Fact]
    public void What_supersedes_what_is_as_in_the_agent_before()
    {
        var superseded = new PacemakerAttrPlugin().Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.SupersededBy);

        Assert.Equal([ListScript], superseded[Resource]);
        Assert.Equal([ListScript], superseded[Role]);
        Assert.Equal([ListScript, CheckScript], superseded[AttributeName]);
        Assert.Equal([ListScript, CheckScript], superseded[AttributeValueName]);
        Assert.Empty(superseded["on_quorum_loss"]);
    }

    [Theory]
    [InlineData(Role, "Promoted", Resource)]
    [InlineData(AttributeName, "pgsql-status", AttributeValueName)]
    [InlineData(AttributeValueName, "HS:sync", AttributeName)]
    public void A_parameter_without_the_one_it_belongs_to_is_a_mistake(string set, string value, string needed)
    {
        var mistake = Assert.Throws<FormatException>(() => Configure(new() { [set] = value }));

        Assert.StartsWith($"{set} is set, and {needed} is not", mistake.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Role, "Primary", "should be Started, Promoted or Unpromoted")]
    [InlineData(AttributeValueName, "(HS", "has a \"(\" without its \")\"; write \"\\(\" for the character itself (it should be an extended regular expression, as grep -E takes it)")]
    [InlineData("on_quorum_loss", "ignore", "should be one of keep, empty")]
    public void A_wrong_value_says_what_would_be_right(string name, string value, string expected)
    {
        var parameter = new PacemakerAttrPlugin().Parameters.Single(parameter => parameter.Name == name);

        Assert.False(parameter.TryParseValue(value, out _, out var mistake));
        Assert.Equal(expected, mistake);
    }

    private static RecordingBuilder Configure(Dictionary<string, string> texts)
    {
        var builder = new RecordingBuilder(texts);
        new PacemakerAttrPlugin().Configure(builder);
        return builder;
    }
}
