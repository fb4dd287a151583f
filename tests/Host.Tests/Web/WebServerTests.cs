using System.Net;
using System.Net.Http.Headers;
using LvsPluggable.Host.Web;

namespace LvsPluggable.Host.Tests.Web;

public sealed class WebServerTests
{
    private static readonly HttpClient Client = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.Zero });

    [Theory]
    [InlineData("GET", "/", HttpStatusCode.OK, "hello\n")]
    [InlineData("HEAD", "/", HttpStatusCode.OK, "")]
    [InlineData("GET", "/nothing", HttpStatusCode.NotFound, "There is nothing here.\n")]
    [InlineData("GET", "/../", HttpStatusCode.OK, "hello\n")]
    [InlineData("POST", "/", HttpStatusCode.MethodNotAllowed, "GET and HEAD are answered.\n")]
    [InlineData("DELETE", "/", HttpStatusCode.MethodNotAllowed, "GET and HEAD are answered.\n")]
    public async Task A_path_is_answered_as_a_whole_and_only_read(string method, string path, HttpStatusCode status, string body)
    {
        var address = WebScene.FreePort();
        await using var server = await WebScene.StartAsync(address, WebScene.Saying("hello"));

        using var answer = await Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), $"http://{address}{path}"));

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(body, await answer.Content.ReadAsStringAsync());
        Assert.Contains("nosniff", answer.Headers.GetValues("X-Content-Type-Options"));
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("0123456789abcdeX", HttpStatusCode.Unauthorized)]
    [InlineData(WebScene.Token, HttpStatusCode.OK)]
    public async Task Where_there_is_a_token_it_has_to_be_known(string? token, HttpStatusCode status)
    {
        var address = WebScene.FreePort();
        await using var server = await WebScene.StartAsync(address, WebScene.Saying("hello"), new WebSecrets(WebScene.Token, null));
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{address}/");
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);

        using var answer = await Client.SendAsync(request);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(status == HttpStatusCode.Unauthorized, answer.Headers.WwwAuthenticate.Count > 0);
    }

    [Fact]
    public async Task A_page_that_gave_its_name_our_address_learns_nothing()
    {
        var address = WebScene.FreePort();
        await using var server = await WebScene.StartAsync(address, WebScene.Saying("hello"));
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{address}/");
        request.Headers.Host = "rebound.example";

        using var answer = await Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.MisdirectedRequest, answer.StatusCode);
    }

    [Fact]
    public async Task With_a_certificate_it_speaks_TLS()
    {
        var address = WebScene.FreePort();
        await using var server = await WebScene.StartAsync(address, WebScene.Saying("hello"), new WebSecrets(WebScene.Token, WebScene.Identity()));
        using var handler = new SocketsHttpHandler();
        string? subject = null;
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => (subject = certificate?.Subject) is not null;
        using var client = new HttpClient(handler);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", WebScene.Token);

        Assert.Equal("hello\n", await client.GetStringAsync($"https://{address}/"));
        Assert.Equal("hello\n", await client.GetStringAsync($"https://{address}/"));
        Assert.Equal("CN=lvsdr", subject);
    }

    [Fact]
    public async Task Who_speaks_no_TLS_where_it_is_spoken_is_sent_away()
    {
        var address = WebScene.FreePort();
        await using var server = await WebScene.StartAsync(address, WebScene.Saying("hello"), new WebSecrets(null, WebScene.Identity()));

        var answer = "";
        await Record.ExceptionAsync(async () => answer = await WebScene.ExchangeAsync(address, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"));

        Assert.DoesNotContain("hello", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_is_too_long_is_refused()
    {
        var address = WebScene.FreePort();
        await using var server = await WebScene.StartAsync(address, WebScene.Saying("hello"));

        var line = await WebScene.ExchangeAsync(address, $"GET /{new string('x', 3000)} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        var headers = await WebScene.ExchangeAsync(address, $"GET / HTTP/1.1\r\nHost: localhost\r\nX: {new string('x', 9000)}\r\n\r\n");
        var body = await WebScene.ExchangeAsync(address, "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\nConnection: close\r\n\r\n0123456789");

        Assert.StartsWith("HTTP/1.1 414 ", line, StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 431 ", headers, StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 405 ", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_does_not_say_what_is_asked_is_cut_off()
    {
        var address = WebScene.FreePort();
        await using var server = await WebScene.StartAsync(address, WebScene.Saying("hello"));

        Assert.StartsWith("HTTP/1.1 408 ", await WebScene.ExchangeAsync(address, "GET / HTTP/1.1\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_fails_is_the_only_one_that_does()
    {
        var address = WebScene.FreePort();
        var endpoints = WebScene.Saying("hello");
        endpoints["/fails"] = _ => throw new InvalidOperationException("secret words");
        await using var server = await WebScene.StartAsync(address, endpoints);

        using var failed = await Client.GetAsync($"http://{address}/fails");

        Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
        Assert.DoesNotContain("secret", await failed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("hello\n", await Client.GetStringAsync($"http://{address}/"));
    }

    [Fact]
    public async Task What_goes_on_without_an_end_ends_with_the_server()
    {
        var address = WebScene.FreePort();
        var endpoints = WebScene.Saying("hello");
        endpoints["/stream"] = async exchange =>
        {
            var body = exchange.Begin(200, "text/event-stream");
            await body.WriteAsync("first\n"u8.ToArray());
            await body.FlushAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, exchange.Gone);
        };
        var server = await WebScene.StartAsync(address, endpoints);
        using var answer = await Client.GetAsync($"http://{address}/stream", HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        Assert.Equal("first", await reader.ReadLineAsync());

        await server.DisposeAsync().AsTask().WaitAsync(Eventually.Deadline);

        await Assert.ThrowsAnyAsync<IOException>(() => reader.ReadLineAsync().WaitAsync(Eventually.Deadline));
    }

    [Fact]
    public async Task More_connections_than_it_takes_are_closed_and_those_it_has_go_on()
    {
        var address = WebScene.FreePort();
        var entered = 0;
        var leave = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var endpoints = WebScene.Saying("hello");
        endpoints["/waits"] = async exchange =>
        {
            Interlocked.Increment(ref entered);
            await leave.Task;
            await exchange.SayAsync(200, "at last");
        };
        await using var server = await WebScene.StartAsync(address, endpoints);
        var waiting = Enumerable.Range(0, WebServer.MostConnections).Select(_ => Client.GetStringAsync($"http://{address}/waits")).ToList();
        await Eventually.HoldsAsync(() => Volatile.Read(ref entered) == WebServer.MostConnections, "all are being served");

        await Assert.ThrowsAsync<HttpRequestException>(() => Client.GetStringAsync($"http://{address}/"));
        leave.SetResult();

        Assert.All(await Task.WhenAll(waiting), answer => Assert.Equal("at last\n", answer));
    }
}
