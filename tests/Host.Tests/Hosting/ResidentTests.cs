using LvsPluggable.Host.Hosting;
using LvsPluggable.Host.Ipvs;
using LvsPluggable.Host.Ocf;

namespace LvsPluggable.Host.Tests.Hosting;

public sealed class ResidentTests : ResidentScene
{
    [Fact]
    public async Task A_fresh_start_refuses_parameters_that_are_wrong_and_keeps_none()
    {
        var (code, reason) = await Run(Given("192.0.2.11,heavy"));

        Assert.Equal(OcfExitCode.NotConfigured, code);
        Assert.Contains("weight_of_realservers", reason, StringComparison.Ordinal);
        Assert.Null(State.ReadParameters());
    }

    [Fact]
    public async Task Parameters_are_kept_once_they_are_in_force_and_resume_goes_before_the_environment()
    {
        State.WriteParameters(Saved("192.0.2.11,5"));

        await StartAsync(Given("192.0.2.12"), resume: true);

        Assert.Equal(["192.0.2.11:80 5"], await ServersAsync());
        Assert.Equal("192.0.2.11,5", State.ReadParameters()!.Parameters["weight_of_realservers"]);
        Assert.Equal([Service], State.ReadParameters()!.Services);
    }

    [Fact]
    public async Task Resume_without_anything_kept_takes_the_environment()
    {
        await StartAsync(Given("192.0.2.12"), resume: true);

        Assert.Equal(["192.0.2.12:80 1"], await ServersAsync());
        Assert.Equal("192.0.2.12", State.ReadParameters()!.Parameters["weight_of_realservers"]);
    }

    [Fact]
    public async Task A_host_that_takes_over_goes_on_with_the_last_good_parameters_and_says_what_is_wrong_with_the_new_ones()
    {
        await LeaveBehindAsync();
        State.WriteParameters(Saved("192.0.2.11,5"));

        await StartAsync(Given("192.0.2.11,heavy"));

        Assert.Equal(["192.0.2.11:80 5"], await ServersAsync());
        Assert.Matches("^[0-9]+ degraded [0-9]+ changed parameters were rejected.*heavy", Heartbeat());
        Assert.Contains("heavy", State.ReadParameters()!.Rejected, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rejection_is_still_shown_by_the_host_that_resumes()
    {
        await LeaveBehindAsync();
        State.WriteParameters(Saved("192.0.2.11,5") with { Rejected = "rise should be smaller." });

        await StartAsync(Given("192.0.2.12"), resume: true);

        Assert.Contains("rise should be smaller.", Heartbeat(), StringComparison.Ordinal);
        Assert.Equal("rise should be smaller.", State.ReadParameters()!.Rejected);
    }

    [Fact]
    public async Task When_the_last_good_parameters_cannot_be_used_either_the_table_is_left_and_both_are_named()
    {
        await LeaveBehindAsync();
        var saved = Saved("192.0.2.11");
        State.WriteParameters(saved with { Parameters = new Dictionary<string, string>(saved.Parameters) { ["gone_plugin"] = "1" } });

        var (code, reason) = await Run(Given("192.0.2.11,heavy"));

        Assert.Equal(OcfExitCode.NotConfigured, code);
        Assert.Contains("heavy", reason, StringComparison.Ordinal);
        Assert.Contains("gone_plugin", reason, StringComparison.Ordinal);
        Assert.NotNull(await Kernel.GetServiceAsync(ServiceKey.Parse(Service), CancellationToken.None));
        Assert.Equal([Service], State.ReadServices());
    }

    [Fact]
    public async Task A_service_in_the_kernel_alone_is_taken_over_too()
    {
        await LeaveBehindAsync();
        State.WriteServices([]);
        State.WriteParameters(Saved("192.0.2.11,5"));

        await StartAsync(Given("192.0.2.11,heavy"));

        Assert.Equal(["192.0.2.11:80 5"], await ServersAsync());
    }

    [Fact]
    public async Task A_rejected_reload_keeps_the_parameters_in_force_and_a_good_one_takes_their_place()
    {
        await StartAsync(Given("192.0.2.11"));

        var rejected = await ReloadAsync("192.0.2.11,heavy");
        Assert.Contains("heavy", rejected.Problem, StringComparison.Ordinal);
        Assert.Equal("192.0.2.11", State.ReadParameters()!.Parameters["weight_of_realservers"]);
        Assert.Equal(rejected.Problem, State.ReadParameters()!.Rejected);

        Assert.Null((await ReloadAsync("192.0.2.12,7")).Problem);
        Assert.Equal("192.0.2.12,7", State.ReadParameters()!.Parameters["weight_of_realservers"]);
        Assert.Null(State.ReadParameters()!.Rejected);
    }

    [Fact]
    public async Task A_restart_is_told_in_status_and_heartbeat()
    {
        File.WriteAllText(
            Path.Combine(State.Folder, "last-end"), $"{DateTimeOffset.UtcNow.ToUnixTimeSeconds()} killed by signal 9\n");

        await StartAsync(Given("192.0.2.11"));

        Assert.Contains("restarted after: killed by signal 9", Heartbeat(), StringComparison.Ordinal);
        var status = (await AskAsync(new ControlRequest { Command = ControlRequest.StatusCommand })).Status!;
        Assert.Equal((1, "killed by signal 9"), (status.Restarts!.Count, status.Restarts.Cause));
        Assert.True(status.IsDegraded);
    }

    [Fact]
    public async Task A_host_that_is_asked_to_stop_removes_its_service()
    {
        await StartAsync(Given("192.0.2.11"));

        Assert.Equal(OcfExitCode.Success, await StopAsync());

        Assert.Null(await Kernel.GetServiceAsync(ServiceKey.Parse(Service), CancellationToken.None));
        Assert.Empty(State.ReadServices());
    }

    [Fact]
    public async Task A_host_that_is_asked_to_hand_over_leaves_its_table_to_the_next_one()
    {
        await StartAsync(Given("192.0.2.11"));
        // This process plays the supervisor.
        State.WritePid();
        File.Move(Path.Combine(State.Folder, "pid"), Path.Combine(State.Folder, "supervisor"));

        Assert.Null((await AskAsync(new ControlRequest { Command = ControlRequest.HandOverCommand })).Problem);

        Assert.Equal(OcfExitCode.Success, await EndAsync());
        Assert.NotNull(await Kernel.GetServiceAsync(ServiceKey.Parse(Service), CancellationToken.None));
        Assert.Equal([Service], State.ReadServices());
        Assert.True(File.Exists(Path.Combine(State.Folder, "hand-over")));
    }

    [Fact]
    public async Task Nobody_hands_over_where_no_supervisor_would_start_the_next_one()
    {
        await StartAsync(Given("192.0.2.11"));

        var answer = await AskAsync(new ControlRequest { Command = ControlRequest.HandOverCommand });

        Assert.Contains("supervisor", answer.Problem, StringComparison.Ordinal);
        Assert.Null((await ReloadAsync("192.0.2.12")).Problem);
    }
}
