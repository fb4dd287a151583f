using System.Net;
using System.Net.Sockets;
using LvsPluggable.Host.Director;
using LvsPluggable.Host.Notices;
using LvsPluggable.Host.Page;
using LvsPluggable.Host.Tests.Hosting;
using LvsPluggable.Host.Tests.Web;
using LvsPluggable.Host.Web;
using Microsoft.Extensions.Logging.Abstractions;

namespace LvsPluggable.Host.Tests.Page;

/// <summary>What people see, in a real browser; of a host over a table in memory, whose real servers are sockets of this machine.</summary>
public sealed class BrowserTests : ResidentScene
{
    [SkippableFact]
    public async Task A_server_that_dies_is_seen_to_be_down_and_why_and_then_to_be_back()
    {
        Skip.If(Browser.Missing is not null, Browser.Missing);
        var address = WebScene.FreePort();
        var port = WebScene.FreePort().Port;
        var servers = Enumerable.Range(2, 3).Select(number => Listening($"127.0.0.{number}", port)).ToList();
        try
        {
            Kernel.Connections["127.0.0.2"] = 31;
            Kernel.Connections["127.0.0.4"] = 17;
            await StartAsync(Parameters(address, port));
            using var browser = new Browser("killed", address);
            await browser.SeesAsync("well");
            servers[1].Dispose();
            await browser.SeesAsync("down");
            servers[1] = Listening("127.0.0.3", port);
            await browser.SeesAsync("back");
            await StopAsync();
            await browser.IsContentAsync();
        }
        finally
        {
            servers.ForEach(server => server.Dispose());
        }
    }

    [SkippableFact]
    public async Task A_thousand_servers_are_shown_and_no_text_of_theirs_does_anything()
    {
        Skip.If(Browser.Missing is not null, Browser.Missing);
        var states = new[] { ServerState.Down, ServerState.Draining, ServerState.Doubted, ServerState.Flapping };
        var servers = Enumerable.Range(0, 1000)
            .Select(number => number == 777 ? PageScene.Lagging(number, 2.5) : PageScene.Server(number, number % 10 == 0 ? states[number / 10 % states.Length] : ServerState.Up))
            .Select((server, number) => number % 100 == 1
                ? server with
                {
                    Host = PageScene.Attack,
                    Reason = PageScene.Attack,
                    Notes = [PageScene.Attack],
                    Labels = new Dictionary<string, string>(StringComparer.Ordinal) { [PageScene.Attack] = PageScene.Attack },
                }
                : server);
        var status = PageScene.Host([.. servers]);
        var source = PageScene.Source(
            () => [status],
            [new Notice { Event = NoticeKind.Up, Service = PageScene.Attack, Server = "10.0.0.2:80", Host = PageScene.Attack, New = PageScene.Attack, Reason = PageScene.Attack, Time = TimeProvider.System.GetUtcNow() }]);
        var address = WebScene.FreePort();
        var page = new StatusPage(source, new NoticeFeed(), TimeProvider.System, NullLogger.Instance);
        var listener = new WebListener("status_listen", page.Site(), TimeProvider.System, NullLogger.Instance);
        listener.Use(new WebSettings { Address = address });
        await Eventually.HoldsAsync(
            async () =>
            {
                using var client = new TcpClient();
                return await Record.ExceptionAsync(() => client.ConnectAsync(address)) is null;
            },
            "it listens");

        using var browser = new Browser("many", address);
        await browser.IsContentAsync();

        await listener.EndAsync(Eventually.Deadline);
    }

    private static Dictionary<string, string> Parameters(IPEndPoint address, int port)
    {
        var given = Given("127.0.0.2 127.0.0.3 127.0.0.4,2");
        given["port"] = $"{port}";
        given["tcp_check"] = "true";
        given["check_interval"] = "500ms";
        given["status_listen"] = $"{address}";
        return given;
    }

    private static TcpListener Listening(string address, int port)
    {
        var listener = new TcpListener(IPAddress.Parse(address), port);
        listener.Start();
        return listener;
    }
}
