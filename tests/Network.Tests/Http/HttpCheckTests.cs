using System.Net.Security;
using System.Net.Sockets;
using LvsPluggable.Network.Tests.Lab;

namespace LvsPluggable.Network.Tests.Http;

public sealed class HttpCheckTests
{
    private static readonly (string, string) Check = ("http_check", "/health?deep=1");

    [Fact]
    public async Task A_server_that_answers_is_fit_and_is_asked_on_one_connection()
    {
        var heads = new List<string>();
        await using var server = HttpResponder.Start(head =>
        {
            heads.Add(head);
            return HttpResponder.Answer(200, "well", "Set-Cookie: a=b");
        });
        await using var check = Checks.Create(server.EndPoint, "real.example", Check);

        await check.IsHealthyAsync();
        await check.IsHealthyAsync();

        Assert.Equal(1, server.Accepted);
        Assert.Equal($"GET /health?deep=1 HTTP/1.1\r\nHost: real.example:{server.EndPoint.Port}\r\nUser-Agent: lvsdr\r\n\r\n", heads[1]);
    }

    [Fact]
    public async Task A_server_with_an_address_of_IPv6_is_asked_by_it()
    {
        var asked = "";
        await using var server = HttpResponder.Start(
            head =>
            {
                asked = head;
                return HttpResponder.Answer(200);
            },
            "::1");
        await using var check = Checks.Create(server.EndPoint, "::1", Check, ("check_source_address", "::1"));

        await check.IsHealthyAsync();
        Assert.Contains($"\r\nHost: [::1]:{server.EndPoint.Port}\r\n", asked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_the_server_closed_meanwhile_is_made_anew()
    {
        await using var server = new TestServer(async (client, stopping) =>
        {
            using var stream = new NetworkStream(client);
            await client.ReceiveAsync(new byte[4096], stopping);
            await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(HttpResponder.Answer(204)), stopping);
        });
        await using var check = Checks.Create(server.EndPoint, Check);

        await check.IsHealthyAsync();
        await check.IsHealthyAsync();

        Assert.Equal(2, server.Accepted);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_end_of_the_kept_connection_wakes_the_check_and_answers_do_not(bool isReset)
    {
        var clients = new TaskCompletionSource<Socket>();
        await using var server = new TestServer(async (client, stopping) =>
        {
            clients.TrySetResult(client);
            using var stream = new NetworkStream(client);
            await HttpResponder.ServeAsync(stream, _ => HttpResponder.Answer(200, "well"), stopping);
        });
        await using var check = Checks.Create(server.EndPoint, Check);
        await check.IsHealthyAsync();
        var wait = ((IWakeable)check).WaitForChangeAsync(CancellationToken.None).AsTask();
        for (var look = 0; look < 5; look++)
        {
            await check.IsHealthyAsync();
        }

        Assert.NotSame(wait, await Task.WhenAny(wait, Task.Delay(TimeSpan.FromMilliseconds(500))));
        server.StopListening();
        var kept = await clients.Task.WaitAsync(Eventually.Deadline);
        if (isReset)
        {
            TestServer.Reset(kept);
        }
        else
        {
            kept.Shutdown(SocketShutdown.Both);
        }

        await wait.WaitAsync(Eventually.Deadline);
        Checks.IsCertain(await check.AskAsync(), "refused");
    }

    [Theory]
    [InlineData(200, null, true)]
    [InlineData(399, null, true)]
    [InlineData(404, null, false)]
    [InlineData(503, null, false)]
    [InlineData(302, "200-299 301", false)]
    [InlineData(301, "200-299 301", true)]
    public async Task The_status_decides_and_no_redirect_is_followed(int status, string? statuses, bool isFit)
    {
        await using var elsewhere = TestServer.Silent();
        await using var server = HttpResponder.Start(_ => HttpResponder.Answer(status, "", $"Location: http://{elsewhere.EndPoint}/"));
        (string, string)[] right = statuses is null ? [] : [("http_check_statuses", statuses)];
        await using var check = Checks.Create(server.EndPoint, [Check, .. right]);

        var result = await check.AskAsync();
        if (isFit)
        {
            Assert.Equal((HealthStatus.Healthy, $"/health?deep=1 answers {status}"), (result.Status, result.Reason));
        }
        else
        {
            Checks.IsCertain(result, $"answers {status}, which is not in {statuses ?? "200-399"}");
        }

        Assert.Equal(0, elsewhere.Accepted);
    }

    [Theory]
    [InlineData("http_check_text", "all well", true)]
    [InlineData("http_check_text", "All well", false)]
    [InlineData("http_check_expression", "^all (well|fine)$", true)]
    [InlineData("http_check_expression", "b(a|aa)+c", false)]
    public async Task The_body_decides(string name, string value, bool isFit)
    {
        await using var server = HttpResponder.Start(_ => HttpResponder.Answer(200, "all well"));
        await using var check = Checks.Create(server.EndPoint, Check, (name, value));

        if (isFit)
        {
            await check.IsHealthyAsync();
        }
        else
        {
            Checks.IsCertain(await check.AskAsync(), $"{name}: \"all well\"");
        }
    }

    [Theory]
    [InlineData("header:X-Weight", "30", "", HealthStatus.Healthy, 30)]
    [InlineData("header:x-weight", "30%", "", HealthStatus.Healthy, 30)]
    [InlineData("header:X-Weight", "0", "", HealthStatus.Drain, null)]
    [InlineData("header:X-Weight", "1000", "", HealthStatus.Healthy, 100)]
    [InlineData("header:X-Weight", "much", "", HealthStatus.Unknown, null)]
    [InlineData("header:X-Other", "30", "", HealthStatus.Unknown, null)]
    [InlineData("body", "", " 45 %\n", HealthStatus.Unknown, null)]
    [InlineData("body", "", "45%\n", HealthStatus.Healthy, 45)]
    [InlineData("body", "", "", HealthStatus.Unknown, null)]
    public async Task A_number_in_the_answer_is_the_percentage_of_the_weight(
        string origin, string header, string body, HealthStatus status, int? percent)
    {
        await using var server = HttpResponder.Start(_ => HttpResponder.Answer(200, body, $"X-Weight: {header}"));
        await using var check = Checks.Create(server.EndPoint, Check, ("http_check_weight", origin));

        var result = await check.AskAsync();
        Assert.Equal((status, percent), (result.Status, result.WeightPercent));
    }

    [Theory]
    [InlineData("HEAD")]
    [InlineData("OPTIONS")]
    public async Task Method_and_host_are_those_that_are_given(string method)
    {
        var asked = "";
        await using var server = HttpResponder.Start(head =>
        {
            asked = head;
            return HttpResponder.Answer(200);
        });
        await using var check = Checks.Create(
            server.EndPoint, ("http_check", "//x"), ("http_check_method", method), ("http_check_host", "www.example:8080"));

        await check.IsHealthyAsync();
        Assert.StartsWith($"{method} //x HTTP/1.1\r\nHost: www.example:8080\r\n", asked, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task By_tls_the_name_is_asked_for_and_http_2_is_used_where_it_is_offered(bool offersHttp2)
    {
        using var certificates = new Certificates();
        using var certificate = certificates.Sign("www.example");
        var names = new List<string>();
        var negotiated = new List<SslApplicationProtocol>();
        await using var server = TlsServer.Start(
            certificate,
            (stream, stopping) =>
            {
                negotiated.Add(stream.NegotiatedApplicationProtocol);
                return offersHttp2
                    ? Http2Responder.ServeAsync(stream, "all well"u8.ToArray(), stopping)
                    : HttpResponder.ServeAsync(stream, _ => HttpResponder.Answer(200, "all well"), stopping);
            },
            names.Add,
            offersHttp2 ? [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11] : []);
        await using var check = Checks.Create(
            server.EndPoint,
            Check,
            ("http_check_tls", "true"),
            ("http_check_host", "www.example:443"),
            ("http_check_text", "all well"),
            ("tls_check_ca", certificates.AuthorityFile));

        await check.IsHealthyAsync();
        await check.IsHealthyAsync();

        Assert.Equal(["www.example"], names);
        Assert.Equal([offersHttp2 ? SslApplicationProtocol.Http2 : default], negotiated);
    }

    [Fact]
    public async Task By_tls_a_certificate_that_is_not_right_is_certain_until_the_file_of_authorities_has_its_signer()
    {
        using var certificates = new Certificates();
        using var others = new Certificates();
        using var certificate = others.Sign("real");
        await using var server = TlsServer.Start(
            certificate, (stream, stopping) => HttpResponder.ServeAsync(stream, _ => HttpResponder.Answer(200), stopping));
        await using var check = Checks.Create(
            server.EndPoint, Check, ("http_check_tls", "true"), ("tls_check_ca", certificates.AuthorityFile));
        await using var named = Checks.Create(server.EndPoint, Check, ("http_check_tls", "true"), ("tls_check_name", "www.example"));
        await using var any = Checks.Create(server.EndPoint, Check, ("http_check_tls", "true"));

        await any.IsHealthyAsync();
        Checks.IsCertain(await named.AskAsync(), "its certificate is not for www.example");
        Checks.IsCertain(await check.AskAsync(), "its certificate is not valid");
        File.Copy(others.AuthorityFile, certificates.AuthorityFile, overwrite: true);
        await check.IsHealthyAsync();
    }
}
