namespace LvsPluggable.Host.Tests.Agent;

public sealed class OtherActionTests : IDisposable
{
    private readonly AgentSandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData("notify")]
    [InlineData("promote")]
    [InlineData("demote")]
    [InlineData("migrate_to")]
    [InlineData("")]
    public void Unknown_actions_are_not_implemented(string action)
    {
        var result = _sandbox.Do(action);

        Assert.Equal((3, ""), (result.ExitCode, result.Output));
        Assert.StartsWith("usage: lvsdr {start|", result.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("usage")]
    [InlineData("help")]
    public void Usage_is_for_standard_output(string action)
    {
        var result = _sandbox.Do(action);

        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        Assert.StartsWith("usage: lvsdr {start|", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Meta_data_is_what_the_host_prints_and_touches_no_file()
    {
        _sandbox.Put("meta-data.xml", "<?xml version=\"1.0\"?>\n");
        _sandbox.Environment["OCF_RESKEY_heatbeat_file"] = Path.Combine(_sandbox.Stub, "heatbeat");

        Assert.Equal("<?xml version=\"1.0\"?>\n", _sandbox.Do("meta-data").Output);
        Assert.Equal("", _sandbox.Got("heatbeat"));
    }

    [Fact]
    public void Validation_is_the_host_s()
    {
        Assert.Equal(0, _sandbox.Do("validate-all").ExitCode);
        _sandbox.Environment["OCF_RESKEY_port"] = "70000";

        var result = _sandbox.Do("validate-all");

        Assert.Equal((6, "port=\"70000\" should be a whole number from 1 to 65535."), (result.ExitCode, result.Reason));
    }

    [Theory]
    [InlineData("reload-agent")]
    [InlineData("reload")]
    public void Reload_hands_parameters_to_the_running_host(string action)
    {
        Assert.Equal(7, _sandbox.Do(action).ExitCode);
        _sandbox.Do("start");
        _sandbox.Environment["OCF_RESKEY_port"] = "5433";

        Assert.Equal(0, _sandbox.Do(action).ExitCode);

        Assert.Equal("5433\n", _sandbox.Got("reloaded"));
    }

    [Fact]
    public void An_instance_name_with_a_slash_is_refused()
    {
        var result = _sandbox.Do("start", "../../etc");

        Assert.Equal((2, "the instance name \"../../etc\" must not contain a slash"), (result.ExitCode, result.Reason));
    }
}
