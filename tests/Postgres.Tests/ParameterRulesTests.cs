using LvsPluggable.Postgres.Tests.Lab;

namespace LvsPluggable.Postgres.Tests;

public sealed class ParameterRulesTests
{
    private static readonly (string, string) Source = ("postgres_source", "host=db1 user=lvsdr");
    private static readonly (string, string) Check = ("postgres_check", "user=lvsdr");

    [Fact]
    public void Nothing_is_added_when_nothing_is_set()
    {
        var builder = new TestBuilder().Configure();

        Assert.Null(builder.Source);
        Assert.Null(builder.Check);
    }

    [Fact]
    public void Source_and_check_are_added_apart_from_each_other()
    {
        Assert.NotNull(new TestBuilder(Source).Configure().Source);
        Assert.Null(new TestBuilder(Source).Configure().Check);
        Assert.NotNull(new TestBuilder(Check).Configure().Check);
        Assert.Null(new TestBuilder(Check).Configure().Source);
    }

    [Fact]
    public void Whoever_asks_for_less_weight_by_lag_reads_what_else_it_takes()
    {
        var text = new PostgresPlugin().Parameters.Single(parameter => parameter.Name == "postgres_weight_by_lag").LongDescription;

        Assert.Contains("default_weight=100", text, StringComparison.Ordinal);
        Assert.Contains("wrr, wlc or sed", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgres_server_name", "client_addr", "postgres_source")]
    [InlineData("postgres_sync_states", "sync", "postgres_source")]
    [InlineData("postgres_role", "any", "postgres_check")]
    [InlineData("postgres_max_lag", "5s", "postgres_check")]
    [InlineData("postgres_max_lag_bytes", "5", "postgres_check")]
    [InlineData("postgres_require_streaming", "true", "postgres_check")]
    [InlineData("postgres_fallback_to_primary", "true", "postgres_source")]
    public void A_parameter_without_the_one_that_it_belongs_to_is_a_mistake(string name, string value, string needed)
    {
        var problem = Assert.Throws<FormatException>(() => new TestBuilder((name, value)).Configure());

        Assert.Contains($"{name} needs {needed}, which is not set", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_together_is_a_mistake()
    {
        Assert.Contains(
            "postgres_weight_by_lag needs a limit", Mistake(Check, ("postgres_weight_by_lag", "true")), StringComparison.Ordinal);
        Assert.Contains(
            "is for postgres_role standby",
            Mistake(Source, Check, ("postgres_role", "any"), ("postgres_fallback_to_primary", "true")),
            StringComparison.Ordinal);
        Assert.Contains(
            "Unix socket",
            Mistake(("postgres_source", "user=lvsdr"), Check, ("postgres_fallback_to_primary", "true")),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("primary", "standby", false)]
    [InlineData("read-write", "standby", false)]
    [InlineData("standby", "primary", false)]
    [InlineData("read-only", "any", false)]
    [InlineData("primary", "primary", true)]
    [InlineData("read-write", "primary", true)]
    [InlineData("standby", "standby", true)]
    [InlineData("read-only", "standby", true)]
    [InlineData("any", "any", true)]
    [InlineData("prefer-standby", "primary", true)]
    public void The_role_is_one_that_target_session_attrs_allows(string target, string role, bool fits)
    {
        var builder = new TestBuilder(("postgres_check", $"target_session_attrs={target}"), ("postgres_role", role));
        var problem = Record.Exception(() => builder.Configure());

        Assert.Equal(fits ? null : "target_session_attrs", problem?.Message.Split('=')[0]);
    }

    [Theory]
    [InlineData("postgres_check", "sslmode=foo password=Geheim-1", "sslmode \"foo\" should be one of disable, allow")]
    [InlineData("postgres_source", "port=99999 password=Geheim-1", "port \"99999\" should be a whole number from 1 to 65535")]
    [InlineData("postgres_source", "password='Geheim-1", "the quote of password at character 10 is never closed")]
    [InlineData("postgres_check", "host=db1 password=Geheim-1", "host and hostaddr should be left out")]
    [InlineData("postgres_check", "postgresql://db1/x", "host and hostaddr should be left out")]
    [InlineData("postgres_sync_states", "sync,asynchronous", "\"asynchronous\"")]
    [InlineData("postgres_sync_states", ",", "it names none")]
    [InlineData("postgres_password_file", "password", "absolute path")]
    [InlineData("postgres_max_lag", "1ms", "from 500ms to 576h")]
    [InlineData("postgres_max_lag_bytes", "0", "at least 1")]
    public void A_value_that_is_wrong_says_what_would_be_right_and_no_password(string name, string value, string words)
    {
        var parameter = new PostgresPlugin().Parameters.Single(parameter => parameter.Name == name);

        Assert.False(parameter.TryParseValue(value, out _, out var mistake));
        Assert.Contains(words, mistake, StringComparison.Ordinal);
        Assert.DoesNotContain("Geheim-1", mistake, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_parameter_has_the_plugins_prefix_and_a_default_that_can_be_read_and_connection_strings_are_secret()
    {
        var parameters = new PostgresPlugin().Parameters;

        Assert.All(parameters, parameter =>
        {
            Assert.StartsWith("postgres_", parameter.Name, StringComparison.Ordinal);
            Assert.True(parameter.Default is null || parameter.TryParseValue(parameter.Default, out _, out _), parameter.Name);
        });
        Assert.Equal(
            ["postgres_source", "postgres_check"], parameters.Where(parameter => parameter.Secret).Select(parameter => parameter.Name));
        Assert.All(parameters, parameter => Assert.Equal(parameter.Secret, parameter.MessagesAreSafe));
    }

    private static string Mistake(params (string, string)[] texts) =>
        Assert.Throws<FormatException>(() => new TestBuilder(texts).Configure()).Message;
}
