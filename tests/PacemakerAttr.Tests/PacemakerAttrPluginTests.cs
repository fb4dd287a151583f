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

    [Theory]
    [InlineData("reads", "lvsdr-drain-reads")]
    [InlineData("reads:0", "lvsdr-drain-reads")]
    [InlineData(null, null)]
    public void The_attribute_that_drains_has_the_resources_name_where_the_cluster_is_looked_at_anyway(string? instance, string? attribute)
    {
        Assert.Equal(attribute, PacemakerAttrPlugin.AttributeThatDrains(new RecordingBuilder(Usual), instance));
        Assert.Null(PacemakerAttrPlugin.AttributeThatDrains(new RecordingBuilder(new Dictionary<string, string>(StringComparer.Ordinal)), instance));
    }

    [Fact]
    public void To_the_director_of_a_clone_the_attribute_is_always_there() =>
        Assert.Equal("lvsdr-drain-reads", PacemakerAttrPlugin.AttributeThatDrains(
            new RecordingBuilder(new Dictionary<string, string>(StringComparer.Ordinal) { ["weight_of_realservers"] = "a" }), "reads", LvsClone.Named("reads:0")));

    [Fact]
    public void One_that_is_named_drains_whoever_lists_the_servers()
    {
        var builder = Configure(new() { ["weight_of_realservers"] = "a", ["drain_attribute"] = "out" });

        Assert.Equal(["pacemaker-drain"], builder.Checks.Keys);
        Assert.Equal("out", PacemakerAttrPlugin.AttributeThatDrains(builder, "reads"));
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

    [Fact]
    public void A_role_without_a_resource_is_a_mistake()
    {
        var mistake = Assert.Throws<FormatException>(() => Configure(new() { [Role] = "Promoted" }));

        Assert.StartsWith($"{Role} is set, and {Resource} is not", mistake.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(AttributeName, "pgsql-status")]
    [InlineData(AttributeValueName, "HS:sync")]
    public void Name_or_value_of_the_attribute_alone_is_a_check_and_makes_all_nodes_candidates(string set, string value)
    {
        var builder = Configure(new() { [set] = value });

        Assert.Equal(["pacemaker"], builder.Checks.Keys);
        Assert.Equal(["pacemaker"], builder.FallbackSources.Keys);
    }

    [Theory]
    [InlineData(null, "1|2", "readable", "2", HealthStatus.Healthy)]
    [InlineData(null, "1|2", "readable", "3", HealthStatus.Unhealthy)]
    [InlineData("pgsql-status", null, "pgsql-status", "1", HealthStatus.Healthy)]
    [InlineData("pgsql-status", null, "pgsql-status", "11", HealthStatus.Unhealthy)]
    [InlineData("pgsql-status", "PRI", "pgsql-status", "PRI", HealthStatus.Healthy)]
    public void The_attribute_is_readable_and_its_value_1_where_only_the_other_is_set(
        string? name, string? value, string attribute, string found, HealthStatus status)
    {
        (string Name, string? Text)[] texts = [(AttributeName, name), (AttributeValueName, value)];
        var given = texts.Where(text => text.Text is not null).ToDictionary(text => text.Name, text => text.Text!, StringComparer.Ordinal);
        var node = Cluster.Node("a") with
        {
            Attributes = new Dictionary<string, string>(StringComparer.Ordinal) { [attribute] = found },
        };

        var rule = PacemakerAttrPlugin.Rule(new RecordingBuilder(given));

        Assert.NotNull(rule);
        Assert.Equal(status, rule.Judge(node).Status);
    }

    [Fact]
    public void With_neither_there_is_no_attribute() => Assert.Null(PacemakerAttrPlugin.Rule(new RecordingBuilder(new Dictionary<string, string>(StringComparer.Ordinal))));

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
