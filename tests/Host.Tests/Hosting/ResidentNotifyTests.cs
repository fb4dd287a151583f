using LvsPluggable.Host.Hosting;
using LvsPluggable.Host.Ocf;

namespace LvsPluggable.Host.Tests.Hosting;

/// <summary>What systemd, or another service manager, hears of a host.</summary>
public sealed class ResidentNotifyTests() : ResidentScene(hasManager: true)
{
    [Fact]
    public async Task A_service_manager_hears_that_the_host_is_ready_when_the_kernel_has_its_table_and_at_last_that_it_stops()
    {
        var answer = new TaskCompletionSource();
        Kernel.Answers = answer.Task;
        var running = Run(Given("192.0.2.11 192.0.2.12,0"));
        await Eventually.HoldsAsync(() => Kernel.Reads > 0, "the kernel is asked");
        Assert.Empty(Listener.Take());

        answer.SetResult();
        Assert.Equal(
            "READY=1\nSTATUS=real servers that take connections: 1 of 2", await NextAsync());
        Assert.False(running.IsCompleted);

        await StopAsync();
        Assert.Equal(["STOPPING=1"], Heard());
    }

    [Fact]
    public async Task A_service_manager_starts_the_host_that_the_table_is_left_to()
    {
        await StartAsync(Given("192.0.2.11"));

        Assert.Null((await AskAsync(new ControlRequest { Command = ControlRequest.HandOverCommand })).Problem);

        Assert.Equal(OcfExitCode.Success, await EndAsync());
        Assert.Equal([Service], State.ReadServices());
        Assert.Equal(["192.0.2.11:80 1"], await ServersAsync());
        Assert.Contains("STOPPING=1", Heard());
    }

    [Fact]
    public async Task A_service_manager_hears_of_a_reload_when_it_begins_and_what_came_of_it_when_it_is_over()
    {
        await StartAsync(Given("192.0.2.11"));
        Assert.StartsWith("READY=1", await NextAsync(), StringComparison.Ordinal);

        await ReloadAsync("192.0.2.11 192.0.2.12");
        var good = Heard();
        await ReloadAsync("192.0.2.11,heavy");
        var bad = Heard();

        Assert.Equal(2, good.Count);
        Assert.StartsWith("RELOADING=1\nMONOTONIC_USEC=", good[0], StringComparison.Ordinal);
        Assert.StartsWith("READY=1\nSTATUS=real servers that take connections: ", good[1], StringComparison.Ordinal);
        Assert.StartsWith("RELOADING=1\n", bad[0], StringComparison.Ordinal);
        Assert.Matches("^READY=1\nSTATUS=degraded: changed parameters were rejected.*heavy", bad[1]);
    }

    [Fact]
    public async Task A_service_manager_hears_why_a_host_does_not_start_and_never_that_it_is_ready()
    {
        await Run(Given("192.0.2.11,heavy"));

        var heard = Listener.Take();
        Assert.Matches("^STATUS=weight_of_realservers.*heavy", heard[0]);
        Assert.Equal("STOPPING=1", Assert.Single(heard.Skip(1)));
    }

    // What the heartbeat says in between is left out.
    private List<string> Heard() => [.. Listener.Take().Where(message => !message.StartsWith("STATUS=", StringComparison.Ordinal))];

    private async Task<string> NextAsync()
    {
        List<string> heard = [];
        await Eventually.HoldsAsync(() => (heard = Heard()).Count > 0, "the service manager is told");
        return Assert.Single(heard);
    }
}
