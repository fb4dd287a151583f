using System.Runtime.Versioning;

namespace LvsPluggable.Host.Tests.Cli;

[SupportedOSPlatform("linux")]
public sealed class PlanTests : IDisposable
{
    private readonly HostProgram _program = new("Chatty");

    public void Dispose() => _program.Dispose();

    [Fact]
    public void A_plan_with_a_fit_server_succeeds_and_takes_names_for_address_and_port()
    {
        var (code, output, errors) = _program.Do("plan", "vip=localhost", "port=https", "chatty_servers=192.0.2.11");

        Assert.True(code == 0, errors);
        Assert.Matches(@"^-A -t (127\.0\.0\.1|\[::1\]):443 -s rr\n", output);
    }

    [Fact]
    public void A_plan_whose_source_fails_exits_1_and_says_so()
    {
        var (code, output, errors) = _program.Do("plan", "vip=192.0.2.1", "port=80", "chatty_servers=fail");

        Assert.Equal(1, code);
        Assert.Contains("Source chatty gives no list: no list today", errors, StringComparison.Ordinal);
        Assert.Contains("-A -t 192.0.2.1:80", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_without_a_fit_server_exits_1_and_says_so()
    {
        var (code, output, errors) = _program.Do(
            "plan", "vip=192.0.2.1", "port=80", "chatty_servers=192.0.2.11", "chatty_unfit=true");

        Assert.Equal(1, code);
        Assert.Contains("No real server of -t 192.0.2.1:80 is fit.", errors, StringComparison.Ordinal);
        Assert.Contains("unfit as told", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_nobody_knows_here_is_a_mistake_of_this_node()
    {
        var (code, _, errors) = _program.Do("validate", "vip=no-such-host.invalid", "port=no-such-service", "chatty_servers=192.0.2.11");

        Assert.Equal(5, code);
        Assert.Contains("vip=\"no-such-host.invalid\" cannot be resolved on this node", errors, StringComparison.Ordinal);
        Assert.Contains("port=\"no-such-service\" cannot be resolved on this node", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("--state", "/nowhere", "--service", "-t 192.0.2.1:80")]
    public void Remove_wants_a_state_folder_or_a_service_and_not_both(params string[] words)
    {
        var (code, _, errors) = _program.Do(["remove", .. words]);

        Assert.NotEqual(0, code);
        Assert.Contains("One of --state and --service should be given.", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Remove_names_a_service_that_it_does_not_understand()
    {
        var (code, _, errors) = _program.Do("remove", "--service", "192.0.2.1:80");

        Assert.Equal(1, code);
        Assert.Contains("ocf-exit-reason:192.0.2.1:80 cannot be removed", errors, StringComparison.Ordinal);
    }
}
