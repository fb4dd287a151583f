namespace LvsPluggable.Plugins.PacemakerAttr.Tests;

public class CrmMonTests
{
    private const string Marks = "echo \"$*\" >> $D/calls; ";

    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task One_call_shows_the_cluster()
    {
        using var crmMon = new FakeCrmMon(Marks + "cat $D/healthy.xml");
        await File.WriteAllTextAsync(crmMon.Beside("healthy.xml"), Capture.Text("healthy"));

        var state = await new CrmMon(crmMon.Path, Long).ReadAsync(CancellationToken.None);

        Assert.Equal(3, state.Nodes.Count);
        Assert.Equal(
            ["-1 -r --output-as=xml --exclude=all --include=nodes,resources,attributes,dc"], await File.ReadAllLinesAsync(crmMon.Beside("calls")));
    }

    [Fact]
    public async Task An_older_Pacemaker_is_asked_as_it_can_be_and_from_then_on()
    {
        using var crmMon = new FakeCrmMon(Marks + "case $* in *--as-xml*) cat $D/old.xml;; *) echo 'unrecognized option' >&2; exit 64;; esac");
        await File.WriteAllTextAsync(crmMon.Beside("old.xml"), Capture.Text("pacemaker-1.1"));
        var reader = new CrmMon(crmMon.Path, Long);
        Assert.Contains("--output-as=text", reader.WatchArguments);

        await reader.ReadAsync(CancellationToken.None);
        var state = await reader.ReadAsync(CancellationToken.None);

        Assert.Equal("db1", state.Nodes[0].Name);
        var calls = await File.ReadAllLinesAsync(crmMon.Beside("calls"));
        Assert.Equal(["-1 -r -A --as-xml", "-1 -r -A --as-xml"], calls[1..]);
        Assert.DoesNotContain("--output-as=text", reader.WatchArguments);
    }

    [Fact]
    public async Task When_all_options_are_refused_the_reason_is_given()
    {
        using var crmMon = new FakeCrmMon("echo 'unrecognized option' >&2; exit 64");

        var unknown = await ReadFailsAsync(crmMon);

        Assert.Equal("crm_mon failed with exit status 64: unrecognized option", unknown.Message);
    }

    [Fact]
    public async Task A_failure_gives_the_reason_that_is_inside_the_XML()
    {
        using var crmMon = new FakeCrmMon("cat $D/a.xml; exit 102");
        await File.WriteAllTextAsync(crmMon.Beside("a.xml"), Capture.Text("not-running"));

        var unknown = await ReadFailsAsync(crmMon);

        Assert.Contains("Connection to cluster failed: Connection refused", unknown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cat $D/a.xml; echo well >&2; exit 1")]
    [InlineData("head -c 3000 $D/a.xml")]
    [InlineData("kill -9 $$")]
    public async Task Whatever_else_goes_wrong_is_not_known_either(string script)
    {
        using var crmMon = new FakeCrmMon(script);
        await File.WriteAllTextAsync(crmMon.Beside("a.xml"), Capture.Text("healthy"));

        await ReadFailsAsync(crmMon);
    }

    [Fact]
    public async Task A_program_that_hangs_is_ended_when_it_is_cancelled()
    {
        using var crmMon = new FakeCrmMon("echo $$ > $D/process; exec sleep 1000");
        using var cancellation = new CancellationTokenSource();
        var reading = new CrmMon(crmMon.Path, Long).ReadAsync(cancellation.Token);
        var process = (await crmMon.NumbersAsync("process", 1))[0];

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        Assert.False(ProcessTable.Runs(process));
    }

    [Fact]
    public async Task It_is_told_no_parameter_of_the_host()
    {
        using var crmMon = new FakeCrmMon("env > $D/environment; exit 1");
        Environment.SetEnvironmentVariable("OCF_RESKEY_crm_mon_test_password", "geheim");
        try
        {
            await ReadFailsAsync(crmMon);
        }
        finally
        {
            Environment.SetEnvironmentVariable("OCF_RESKEY_crm_mon_test_password", null);
        }

        var environment = await File.ReadAllLinesAsync(crmMon.Beside("environment"));
        Assert.Contains(environment, variable => variable.StartsWith("PATH=", StringComparison.Ordinal));
        Assert.DoesNotContain(environment, variable => variable.StartsWith("OCF_RESKEY_", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_machine_without_it_is_said_to_have_none()
    {
        var missing = new CrmMon("no_such_crm_mon", Long);

        Assert.False(missing.IsInstalled());
        var unknown = await Assert.ThrowsAsync<InvalidOperationException>(() => missing.ReadAsync(CancellationToken.None));
        Assert.Equal("no_such_crm_mon was not found in PATH", unknown.Message);
    }

    private static Task<InvalidOperationException> ReadFailsAsync(FakeCrmMon crmMon) =>
        Assert.ThrowsAsync<InvalidOperationException>(() => new CrmMon(crmMon.Path, Long).ReadAsync(CancellationToken.None));
}
