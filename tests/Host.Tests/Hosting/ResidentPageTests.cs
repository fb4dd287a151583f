using System.Net;
using System.Net.Sockets;
using LvsPluggable.Host.Hosting;
using LvsPluggable.Host.Tests.Web;

namespace LvsPluggable.Host.Tests.Hosting;

/// <summary>The status page of a host that runs.</summary>
public sealed class ResidentPageTests : ResidentScene
{
    private static readonly HttpClient Client = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero });

    [Fact]
    public async Task It_moves_with_a_reload_and_ends_with_the_host()
    {
        var (first, second) = (WebScene.FreePort(), WebScene.FreePort());
        await StartAsync(Shown(first));
        await Eventually.HoldsAsync(() => AnswersAsync(first), "the page is there");

        Assert.Null((await ReloadAsync(Shown(second))).Problem);
        await Eventually.HoldsAsync(() => AnswersAsync(second), "the page is elsewhere");
        Assert.False(await AnswersAsync(first));

        Assert.Null((await ReloadAsync(Given("192.0.2.11"))).Problem);
        await Eventually.HoldsAsync(async () => !await AnswersAsync(second), "the page is gone");

        Assert.Null((await ReloadAsync(Shown(first))).Problem);
        await Eventually.HoldsAsync(() => AnswersAsync(first), "the page is back");
        await StopAsync();
        Assert.False(await AnswersAsync(first));
    }

    [Fact]
    public async Task Where_it_cannot_listen_the_host_directs_and_is_degraded()
    {
        var address = WebScene.FreePort();
        using var other = new TcpListener(address);
        other.Start();

        await StartAsync(Shown(address));

        Assert.Equal(["192.0.2.11:80 1"], await ServersAsync());
        await Eventually.HoldsAsync(
            async () => (await AskAsync(new ControlRequest { Command = ControlRequest.StatusCommand })).Status!.Problems
                .Any(problem => problem.What.StartsWith($"status_listen={address} does not listen: ", StringComparison.Ordinal)),
            "the status says so");
    }

    private static Dictionary<string, string> Shown(IPEndPoint address) => new(Given("192.0.2.11"), StringComparer.Ordinal) { ["status_listen"] = $"{address}" };

    private Task<ControlAnswer> ReloadAsync(Dictionary<string, string> given) =>
        AskAsync(new ControlRequest { Command = ControlRequest.ReloadCommand, Parameters = given });

    private static async Task<bool> AnswersAsync(IPEndPoint address)
    {
        try
        {
            return (await Client.GetStringAsync($"http://{address}/status.json")).Contains("192.0.2.11", StringComparison.Ordinal);
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
