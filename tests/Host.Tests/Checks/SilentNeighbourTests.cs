using System.Net;
using LvsPluggable.Host.Checks;
using LvsPluggable.Host.Tests.Director;

namespace LvsPluggable.Host.Tests.Checks;

public sealed class SilentNeighbourTests
{
    [Fact]
    public async Task A_host_that_does_not_answer_to_ARP_leaves_for_certain_however_long_its_check_may_take()
    {
        await using var scene = new Scene { Neighbours = new AllSilent() };
        scene.Lists(1, 2);
        scene.Start();
        await scene.Has("1:1", "2:1");
        var never = new TaskCompletionSource<HealthResult>();
        scene.CheckTimeout = TimeSpan.FromMinutes(10);
        await scene.StopAsync();
        scene.Checks["node1"] = _ => new(never.Task);

        scene.Start();

        await scene.Has("2:1");
        await Eventually.MeetsAsync(
            reason => reason.Contains("ARP", StringComparison.Ordinal),
            () => Task.FromResult(scene.Status.Servers.Single(server => server.Host == "node1").Reason),
            "the status says why");
        never.SetResult(HealthResult.Healthy());
    }

    private sealed class AllSilent : INeighbours
    {
        public Task WaitForSilenceAsync(IPAddress address, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
