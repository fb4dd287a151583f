using LvsPluggable.Host.Hosting;
using LvsPluggable.Host.Ipvs;
using LvsPluggable.Host.Ocf;

namespace LvsPluggable.Host.Tests.Hosting;

public sealed class StandbyTests : ResidentScene
{
    private string StandbyFile => Path.Combine(State.Folder, "standby");

    private string Directs => Path.Combine(State.Folder, "directs");

    [Fact]
    public async Task A_host_in_standby_knows_its_table_and_the_kernel_has_nothing_of_it()
    {
        File.WriteAllText(StandbyFile, "");

        await StartAsync(Given("192.0.2.11,3 192.0.2.12"));

        await Eventually.EqualAsync(
            "192.0.2.11 3, 192.0.2.12 1",
            async () =>
            {
                var status = (await AskAsync(new ControlRequest { Command = ControlRequest.StatusCommand })).Status!;
                Assert.True(status.IsStandby);
                return string.Join(", ", status.Services.Single().Servers.Select(server => $"{server.Host} {server.Weight}"));
            },
            "the status should have the table.");
        Assert.Empty(await Kernel.GetServicesAsync(CancellationToken.None));
        Assert.Empty(State.ReadServices());
        await Resident!.DirectAsync(CancellationToken.None);
        Assert.Empty(await Kernel.GetServicesAsync(CancellationToken.None));
        Assert.False(File.Exists(Directs));
    }

    [Fact]
    public async Task Its_table_is_the_kernels_when_it_is_to_direct()
    {
        File.WriteAllText(StandbyFile, "");
        await StartAsync(Given("192.0.2.11,3"));
        Assert.Null((await ReloadAsync("192.0.2.11,3 192.0.2.12")).Problem);

        File.Delete(StandbyFile);
        await Resident!.DirectAsync(CancellationToken.None);

        Assert.Equal(["192.0.2.11:80 3", "192.0.2.12:80 1"], await ServersAsync());
        Assert.Equal((Service, "0\n"), (Assert.Single(State.ReadServices()), await File.ReadAllTextAsync(Directs)));
        Assert.Null((await ReloadAsync("192.0.2.12")).Problem);
        Assert.Equal(["192.0.2.12:80 1"], await ServersAsync());
        Assert.Equal(OcfExitCode.Success, await StopAsync());
        Assert.Empty(await Kernel.GetServicesAsync(CancellationToken.None));
    }

    [Fact]
    public async Task The_history_has_nothing_of_what_it_would_have_done_and_then_what_it_does()
    {
        File.WriteAllText(StandbyFile, "");
        await StartAsync(Given("192.0.2.11"));
        await HistoryBecomesAsync("Launch, Standby");

        File.Delete(StandbyFile);
        await Resident!.DirectAsync(CancellationToken.None);

        await HistoryBecomesAsync("Launch, Standby, Up, Start");
    }

    [Fact]
    public async Task The_history_tells_that_one_in_standby_was_stopped()
    {
        File.WriteAllText(StandbyFile, "");
        await StartAsync(Given("192.0.2.11"));

        Assert.Equal(OcfExitCode.Success, await StopAsync());

        await HistoryBecomesAsync("Launch, Standby, Stop");
    }

    [Fact]
    public async Task One_that_cannot_tell_the_agent_directs_all_the_same()
    {
        File.WriteAllText(StandbyFile, "");
        await StartAsync(Given("192.0.2.11"));
        Directory.CreateDirectory(Path.Combine(Directs, "in the way"));

        File.Delete(StandbyFile);
        await Resident!.DirectAsync(CancellationToken.None);

        Assert.Equal(["192.0.2.11:80 1"], await ServersAsync());
    }

    private Task HistoryBecomesAsync(string events) => Eventually.EqualAsync(
        events, () => Task.FromResult(string.Join(", ", HistoryFiles.Read().Select(notice => notice.Event))), "the history should have that.");

    [Fact]
    public async Task Who_asks_it_to_direct_before_it_has_started_is_heard()
    {
        File.WriteAllText(StandbyFile, "");
        var tells = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Kernel.TellsVersion = tells.Task;
        var running = Run(Given("192.0.2.11"));
        File.Delete(StandbyFile);
        tells.SetResult();

        await Eventually.HoldsAsync(() => running.IsCompleted || File.Exists(Directs), "the host should direct.");

        Assert.Equal(["192.0.2.11:80 1"], await ServersAsync());
    }

    [Fact]
    public async Task Why_the_kernel_refuses_the_table_is_told_who_asks()
    {
        File.WriteAllText(StandbyFile, "");
        await StartAsync(Given("192.0.2.11"));
        Kernel.Refuses = what => what == $"add service {Service}";

        File.Delete(StandbyFile);
        await Resident!.DirectAsync(CancellationToken.None);

        Assert.StartsWith($"1 the kernel has no virtual service {Service}: ", await File.ReadAllTextAsync(Directs), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_kernel_has_when_a_host_in_standby_ends_is_somebody_elses()
    {
        await Kernel.AddServiceAsync(new VirtualService { Key = ServiceKey.Parse(Service), Scheduler = "rr" }, CancellationToken.None);
        File.WriteAllText(StandbyFile, "");
        await StartAsync(Given("192.0.2.11"));

        Assert.Equal(OcfExitCode.Success, await StopAsync());

        Assert.Single(await Kernel.GetServicesAsync(CancellationToken.None));
    }
}
