using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using LvsPluggable.Host.Director;
using LvsPluggable.Host.Director.Status;
using LvsPluggable.Host.History;
using LvsPluggable.Host.Notices;
using LvsPluggable.Host.Page;
using LvsPluggable.Host.Tests.Web;
using LvsPluggable.Host.Web;
using Microsoft.Extensions.Logging.Abstractions;

namespace LvsPluggable.Host.Tests.Page;

public sealed partial class StatusPageTests : IAsyncLifetime
{
    private static readonly HttpClient Client = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero });

    private readonly IPEndPoint _address = WebScene.FreePort();
    private readonly NoticeFeed _feed = new();
    private readonly WebListener _listener;
    private IReadOnlyList<HostStatus> _statuses = [PageScene.Host(PageScene.Server(3) with { Host = PageScene.Attack, Reason = PageScene.Attack })];
    private int _looks;

    public StatusPageTests()
    {
        var source = PageScene.Source(
            () =>
            {
                Interlocked.Increment(ref _looks);
                return _statuses;
            },
            [new Notice { Event = NoticeKind.Up, Service = "-t 192.0.2.50:80", Server = "10.0.0.4:80", New = "up", Host = PageScene.Attack, Time = TimeProvider.System.GetUtcNow() }]);
        _listener = new WebListener("status_listen", new StatusPage(source, _feed, TimeProvider.System, NullLogger.Instance).Site(), TimeProvider.System, NullLogger.Instance);
        _listener.Use(new WebSettings { Address = _address });
    }

    public Task InitializeAsync() => Eventually.HoldsAsync(
        async () =>
        {
            try
            {
                return (await Client.GetAsync(Url("/"))).IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        },
        "it listens");

    public Task DisposeAsync() => _listener.EndAsync(Eventually.Deadline);

    [Fact]
    public async Task The_page_has_a_policy_that_lets_in_its_own_script_and_style_and_nothing_else()
    {
        using var answer = await Client.GetAsync(Url("/"));
        var html = await answer.Content.ReadAsStringAsync();

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Matches("^default-src 'none'; script-src 'sha256-[^ ']+'; style-src 'sha256-[^ ']+'; connect-src 'self'; img-src data:; ", policy);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal(1, Regex.Count(html, "<script", RegexOptions.None, Eventually.Deadline));
        Assert.Equal(1, Regex.Count(html, "<style", RegexOptions.None, Eventually.Deadline));
        Assert.DoesNotMatch(Markup(), html);
    }

    [Fact]
    public async Task The_status_is_what_the_command_prints()
    {
        using var status = JsonDocument.Parse(await Client.GetStringAsync(Url("/status.json")));

        var service = status.RootElement[0].GetProperty("services")[0];
        Assert.Equal(PageScene.Attack, service.GetProperty("servers")[0].GetProperty("host").GetString());
        Assert.Equal("-A -t 192.0.2.50:80 -s wlc", service.GetProperty("table")[0].GetString());
    }

    [Fact]
    public async Task However_many_ask_the_hosts_are_looked_at_once_a_second()
    {
        var before = Volatile.Read(ref _looks);
        var start = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Client.GetStringAsync(Url("/status.json"))));
        var seconds = (int)TimeProvider.System.GetElapsedTime(start).TotalSeconds;

        Assert.InRange(Volatile.Read(ref _looks) - before, 0, seconds + 2);
    }

    [Fact]
    public async Task Who_watches_is_told_at_once_what_happens_and_how_it_is_then()
    {
        using var answer = await Client.GetAsync(Url("/events"), HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        using var first = JsonDocument.Parse(await DataAsync(reader, "status"));
        Assert.Equal("up", StateIn(first));
        Assert.Empty(first.RootElement[0].GetProperty("services")[0].GetProperty("table").EnumerateArray());

        _statuses = [PageScene.Host(PageScene.Server(3, ServerState.Down))];
        _feed.Take(new Notice { Event = NoticeKind.Down, Host = PageScene.Attack, Reason = "line\nbreak" });

        var notice = HistoryLine.Read(await DataAsync(reader, "notice"))!;
        Assert.Equal((NoticeKind.Down, "line break"), (notice.Event, notice.Reason));
        using var then = JsonDocument.Parse(await DataAsync(reader, "status"));
        Assert.Equal("down", StateIn(then));
    }

    [Fact]
    public async Task The_last_hours_are_told_of_each_server()
    {
        using var history = JsonDocument.Parse(await Client.GetStringAsync(Url("/history.json")));

        var instance = history.RootElement.GetProperty("instances")[0];
        Assert.Equal("up", instance.GetProperty("strips")[0].GetProperty("changes")[0][1].GetString());
        Assert.Equal("up", instance.GetProperty("events")[0].GetProperty("event").GetString());
    }

    [Fact]
    public async Task Its_health_is_what_the_monitor_would_say()
    {
        Assert.Equal((HttpStatusCode.OK, "well\n"), await HealthAsync());

        _statuses = [_statuses[0] with { Problems = [new ProblemStatus { What = "no quorum", Since = default }] }];
        await Eventually.EqualAsync((HttpStatusCode.OK, "degraded: no quorum\n"), HealthAsync, "degraded is not failed");

        _statuses = [];
        await Eventually.EqualAsync((HttpStatusCode.ServiceUnavailable, "nothing runs\n"), HealthAsync, "it has failed");
    }

    private async Task<(HttpStatusCode Code, string Words)> HealthAsync()
    {
        using var answer = await Client.GetAsync(Url("/healthz"));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private Uri Url(string path) => new($"http://{_address}{path}");

    private static string? StateIn(JsonDocument status) =>
        status.RootElement[0].GetProperty("services")[0].GetProperty("servers")[0].GetProperty("state").GetString();

    private static async Task<string> DataAsync(StreamReader reader, string name)
    {
        while (await reader.ReadLineAsync().WaitAsync(Eventually.Deadline) is { } line)
        {
            if (line == $"event: {name}")
            {
                return (await reader.ReadLineAsync())!["data: ".Length..];
            }
        }

        throw new EndOfStreamException();
    }

    // What the policy would keep from working, or would put a text into the page as markup.
    [GeneratedRegex(@"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|\son\w+=|\sstyle=|https?://(?!www\.w3\.org/2000/svg)", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Markup();
}
