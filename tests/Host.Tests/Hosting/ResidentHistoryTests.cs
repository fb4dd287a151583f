using LvsPluggable.Host.Director.Orders;
using LvsPluggable.Host.Hosting;

namespace LvsPluggable.Host.Tests.Hosting;

/// <summary>What a host keeps of its own life.</summary>
public sealed class ResidentHistoryTests : ResidentScene
{
    [Fact]
    public async Task Launch_servers_start_orders_parameters_refusals_and_stop_are_kept_in_their_order()
    {
        await StartAsync(Given("192.0.2.11"));
        await AskAsync(new ControlRequest
        {
            Command = ControlRequest.OrderCommand,
            Order = new OrderRequest { Kind = OrderKind.Drain, Server = "192.0.2.11", By = "alice" },
        });
        Assert.Null((await ReloadAsync("192.0.2.11,3")).Problem);
        Assert.NotNull((await ReloadAsync("192.0.2.11,heavy")).Problem);
        await StopAsync();

        await Eventually.HoldsAsync(() => HistoryFiles.Read().Any(notice => notice.Event == Host.Notices.NoticeKind.Stop), "the end is kept");
        var kept = HistoryFiles.Read().Select(notice => $"{notice.Event} {notice.Host} {notice.Reason}".Trim()).ToList();
        Assert.Equal(
            ["Launch", "Up", "Start", "Order", "Draining", "Parameters", "Refused", "Stop"],
            kept.Select(line => line.Split(' ')[0]).Where(word => word is not ("Drained" or "Problem" or "Solved" or "Degraded" or "Recovered")));
        Assert.Contains("Order 192.0.2.11 alice asks: 192.0.2.11 gets no new connections", kept);
        Assert.Contains("Draining 192.0.2.11 drained by alice", kept);
        Assert.Contains("Parameters  changed: weight_of_realservers", kept);
        Assert.Contains(kept, line => line.StartsWith("Refused", StringComparison.Ordinal) && line.Contains("heavy", StringComparison.Ordinal));
        Assert.Contains(kept, line => line.StartsWith("Problem  no real server is left", StringComparison.Ordinal));
    }
}
