using LvsPluggable.Network.Tests.Lab;

namespace LvsPluggable.Network.Tests.Tls;

public sealed class TlsCheckTests : IDisposable
{
    private static readonly (string, string) Check = ("tls_check", "true");

    private readonly Certificates _certificates = new();

    private (string, string) Ca => ("tls_check_ca", _certificates.AuthorityFile);

    public void Dispose() => _certificates.Dispose();

    [Fact]
    public async Task A_server_that_completes_the_handshake_is_fit_whoever_signed_its_certificate()
    {
        using var certificate = _certificates.Sign("elsewhere.example");
        await using var server = TlsServer.Start(certificate);
        await using var check = Checks.Create(server.EndPoint, Check);

        await check.IsHealthyAsync();
        await check.IsHealthyAsync();
        Assert.Equal(2, server.Accepted);
    }

    [Theory]
    [InlineData("www.example", "real.example", "www.example", true)]
    [InlineData("real.example", "real.example", null, true)]
    [InlineData("www.example", "real.example", null, false)]
    [InlineData("www.example", "www.example", "other.example", false)]
    [InlineData("127.0.3.1", "127.0.3.1", null, true)]
    public async Task With_an_authority_the_certificate_must_be_for_the_name(string certified, string host, string? name, bool isFit)
    {
        using var certificate = _certificates.Sign(certified);
        await using var server = TlsServer.Start(certificate);
        (string, string)[] named = name is null ? [] : [("tls_check_name", name)];
        await using var check = Checks.Create(server.EndPoint, host, [Check, Ca, .. named]);

        var result = await check.AskAsync();
        if (isFit)
        {
            Assert.True(result.Status == HealthStatus.Healthy, result.Reason);
        }
        else
        {
            Checks.IsCertain(result, $"its certificate is not for {name ?? host}");
        }
    }

    [Fact]
    public async Task One_connection_is_held_and_its_end_wakes_the_check()
    {
        using var certificate = _certificates.Sign("real");
        var end = new TaskCompletionSource();
        await using var server = TlsServer.Start(certificate, (_, stopping) => end.Task.WaitAsync(stopping));
        await using var check = Checks.Create(server.EndPoint, Check);
        await check.IsHealthyAsync();
        var wait = ((IWakeable)check).WaitForChangeAsync(CancellationToken.None).AsTask();
        await check.IsHealthyAsync();
        Assert.NotSame(wait, await Task.WhenAny(wait, Task.Delay(TimeSpan.FromMilliseconds(500))));

        server.StopListening();
        end.SetResult();

        await wait.WaitAsync(Eventually.Deadline);
        Checks.IsCertain(await check.AskAsync(), "refused");
    }

    [Fact]
    public async Task A_name_is_asked_for_and_counts_without_an_authority_too()
    {
        var asked = new List<string>();
        using var certificate = _certificates.Sign("www.example");
        await using var server = TlsServer.Start(certificate, asked.Add);
        await using var right = Checks.Create(server.EndPoint, Check, ("tls_check_name", "www.example"));
        await using var wrong = Checks.Create(server.EndPoint, Check, ("tls_check_name", "ww2.example"));

        await right.IsHealthyAsync();
        Checks.IsCertain(await wrong.AskAsync(), "not for ww2.example");
        Assert.Equal(["www.example", "ww2.example"], asked);
    }

    [Fact]
    public async Task A_certificate_of_another_authority_or_of_the_past_is_certain()
    {
        using var others = new Certificates();
        using var foreign = others.Sign("real");
        using var expired = _certificates.Sign("real", TimeSpan.FromDays(-1));
        await using var foreigner = TlsServer.Start(foreign);
        await using var old = TlsServer.Start(expired);
        await using var one = Checks.Create(foreigner.EndPoint, Check, Ca);
        await using var system = Checks.Create(foreigner.EndPoint, Check, ("tls_check_ca", "system"));
        await using var other = Checks.Create(old.EndPoint, Check, Ca);

        Checks.IsCertain(await one.AskAsync(), "its certificate is not valid");
        Checks.IsCertain(await system.AskAsync(), "its certificate is not valid");
        Checks.IsCertain(await other.AskAsync(), "NotTimeValid");
    }

    [Theory]
    [InlineData(20, HealthStatus.Healthy, "speaks Tls")]
    [InlineData(5, HealthStatus.Drain, "in less than 10 days")]
    [InlineData(-1, HealthStatus.Unhealthy, "its certificate expired on")]
    public async Task A_certificate_that_expires_soon_drains(int days, HealthStatus status, string words)
    {
        using var certificate = _certificates.Sign("real", TimeSpan.FromDays(days));
        await using var server = TlsServer.Start(certificate);
        await using var check = Checks.Create(server.EndPoint, Check, ("tls_check_expiry_days", "10"));

        var result = await check.AskAsync();
        Assert.Equal(status, result.Status);
        Assert.Contains(words, result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_authorities_that_cannot_be_used_says_nothing_of_the_server_and_is_read_again()
    {
        using var others = new Certificates();
        using var certificate = others.Sign("real");
        await using var server = TlsServer.Start(certificate);
        await using var check = Checks.Create(server.EndPoint, Check, Ca);
        Checks.IsCertain(await check.AskAsync(), "not valid");

        File.Delete(_certificates.AuthorityFile);
        Checks.IsUnknown(await check.AskAsync(), $"tls_check_ca: {_certificates.AuthorityFile} cannot be read");
        await File.WriteAllTextAsync(_certificates.AuthorityFile, "nothing");
        Checks.IsUnknown(await check.AskAsync(), "there is no certificate in");

        File.Copy(others.AuthorityFile, _certificates.AuthorityFile, overwrite: true);
        await check.IsHealthyAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n")]
    [InlineData("\u0016\u0003\u0003\u0000\u0050\u0002\u0000")]
    [InlineData("\u0015\u0003\u0003\u0000\u0002\u0002\u0028")]
    public async Task Something_else_or_less_than_a_handshake_is_certain(string said)
    {
        await using var server = TestServer.Saying([.. said.Select(letter => (byte)letter)], listensFirst: true);
        await using var check = Checks.Create(server.EndPoint, Check);

        Checks.IsCertain(await check.AskAsync(), "");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_reset_during_the_handshake_is_certain(bool listensFirst)
    {
        await using var server = new TestServer(async (client, stopping) =>
        {
            if (listensFirst)
            {
                await client.ReceiveAsync(new byte[4096], stopping);
            }

            TestServer.Reset(client);
        });
        await using var check = Checks.Create(server.EndPoint, Check);

        Checks.IsCertain(await check.AskAsync(), "reset");
    }

    [Fact]
    public async Task Half_a_handshake_is_given_up_and_a_closed_port_is_certain()
    {
        await using var half = new TestServer(async (client, stopping) =>
        {
            await client.ReceiveAsync(new byte[4096], stopping);
            await client.SendAsync((byte[])[0x16, 3, 3, 0, 0x50, 2, 0], stopping);
            await Task.Delay(Timeout.Infinite, stopping);
        });
        await using var one = Checks.Create(half.EndPoint, Check);
        await using var other = Checks.Create(Checks.Closed(), Check);

        await one.IsGivenUpAsync();
        Checks.IsCertain(await other.AskAsync(), "refused");
    }
}
