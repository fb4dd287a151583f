using System.Net.Sockets;
using LvsPluggable.Host.Web;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace LvsPluggable.Host.Tests.Web;

public sealed class WebListenerTests : IAsyncLifetime
{
    private static readonly HttpClient Client = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero });

    private readonly FakeTimeProvider _time = new();
    private readonly WebListener _listener;

    public WebListenerTests() => _listener = new WebListener("status_listen", new WebSite { Endpoints = WebScene.Saying("hello") }, _time, NullLogger.Instance);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _listener.EndAsync(Eventually.Deadline);

    [Fact]
    public async Task It_listens_elsewhere_from_one_moment_to_the_next_and_then_no_more()
    {
        var first = new WebSettings { Address = WebScene.FreePort() };
        var second = new WebSettings { Address = WebScene.FreePort() };

        _listener.Use(first);
        await Eventually.HoldsAsync(() => Answers(first), "it listens");
        _listener.Use(second);
        await Eventually.HoldsAsync(() => Answers(second), "it listens elsewhere");
        Assert.False(await Answers(first));

        _listener.Use(null);
        await Eventually.HoldsAsync(async () => !await Answers(second), "it listens no more");
        Assert.Null(_listener.Problem);
    }

    [Fact]
    public async Task Where_somebody_else_listens_it_says_so_and_tries_again()
    {
        var settings = new WebSettings { Address = WebScene.FreePort() };
        using (var other = new TcpListener(settings.Address))
        {
            other.Start();
            _listener.Use(settings);
            await Eventually.HoldsAsync(() => _listener.Problem is not null, "it says so");
            Assert.StartsWith($"status_listen={settings.Address} does not listen: ", _listener.Problem, StringComparison.Ordinal);
        }

        await Eventually.HoldsAsync(
            async () =>
            {
                _time.Advance(TimeSpan.FromSeconds(5));
                return await Answers(settings);
            },
            "it listens");
        await Eventually.HoldsAsync(() => _listener.Problem is null, "there is no problem any more");
    }

    [Fact]
    public async Task What_it_tries_in_vain_is_given_up_when_it_is_asked_for_something_else()
    {
        var taken = new WebSettings { Address = WebScene.FreePort() };
        var free = new WebSettings { Address = WebScene.FreePort() };
        using var other = new TcpListener(taken.Address);
        other.Start();
        _listener.Use(taken);
        await Eventually.HoldsAsync(() => _listener.Problem is not null, "it says so");

        _listener.Use(free);

        await Eventually.HoldsAsync(() => Answers(free), "it listens");
        await Eventually.HoldsAsync(() => _listener.Problem is null, "there is no problem any more");
    }

    private static async Task<bool> Answers(WebSettings settings)
    {
        try
        {
            return await Client.GetStringAsync($"http://{settings.Address}/") == "hello\n";
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
