using System.Runtime.Versioning;
using LvsPluggable.Host.Tests.Web;

namespace LvsPluggable.Host.Tests.Cli;

/// <summary><c>lvsdr page</c>, the program itself.</summary>
[SupportedOSPlatform("linux")]
public sealed class PageTests : IDisposable
{
    private static readonly HttpClient Client = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero });

    private readonly HostProgram _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public async Task An_instance_that_does_not_answer_is_shown_as_such_and_is_no_health()
    {
        Directory.CreateDirectory(Path.Combine(_program.Run, "lvsdr-mute"));
        var address = WebScene.FreePort();
        using var page = _program.Begin("page", "--listen", $"{address}");
        try
        {
            var status = await Eventually.MeetsAsync(text => text.Length > 0, () => ReadAsync($"http://{address}/status.json"), "it answers");

            Assert.Contains("\"instance\":\"mute\"", status, StringComparison.Ordinal);
            Assert.Contains("does not answer", status, StringComparison.Ordinal);
            using var health = await Client.GetAsync($"http://{address}/healthz");
            Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, health.StatusCode);
            using var kill = System.Diagnostics.Process.Start("kill", ["-TERM", $"{page.Id}"]);
            Assert.True(page.WaitForExit(Eventually.Deadline));
            Assert.Equal(0, page.ExitCode);
        }
        finally
        {
            page.Kill();
        }
    }

    [Theory]
    [InlineData("--listen=0.0.0.0:8780 should be on the loopback, such as 127.0.0.1:8780; elsewhere there has to be a token and TLS (--token-file, --certificate and --key).", "--listen", "0.0.0.0:8780")]
    [InlineData("--listen=8780 should be an address and a port such as 127.0.0.1:8780 or [::1]:8780.", "--listen", "8780")]
    [InlineData("--certificate and --key should both be given, or neither.", "--key", "/k")]
    [InlineData("/none cannot be read: Could not find file '/none'.", "--token-file", "/none")]
    public void What_cannot_be_is_refused_in_a_sentence(string sentence, params string[] options)
    {
        var (code, _, errors) = _program.Do(["page", .. options]);

        Assert.NotEqual(0, code);
        Assert.Equal(sentence, errors.Trim());
    }

    private static async Task<string> ReadAsync(string url)
    {
        try
        {
            return await Client.GetStringAsync(url);
        }
        catch (HttpRequestException)
        {
            return "";
        }
    }
}
