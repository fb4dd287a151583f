using static LvsPluggable.Host.Tests.Settings.Configurations;

namespace LvsPluggable.Host.Tests.Settings;

public sealed class MetricsListenTests
{
    [Fact]
    public void Metrics_may_be_on_the_loopback_beside_the_page_and_alone()
    {
        Assert.Equal("127.0.0.1:9117", Read("metrics_listen=127.0.0.1:9117").Metrics!.Address.ToString());
        var both = Read("metrics_listen=[::1]:9117", "status_listen=127.0.0.1:8780");
        Assert.Equal(("[::1]:9117", "127.0.0.1:8780"), (both.Metrics!.Address.ToString(), both.StatusPage!.Address.ToString()));
        Assert.Null(Read().Metrics);
    }

    [Theory]
    [InlineData("metrics_listen=9117", "metrics_listen=\"9117\" should be an address and a port such as 127.0.0.1:8780 or [::1]:8780.")]
    [InlineData(
        "metrics_listen=192.0.2.1:9117",
        "metrics_listen=\"192.0.2.1:9117\" should be on the loopback, such as 127.0.0.1:9117; elsewhere there has to be a token and TLS (status_token_file, status_certificate and status_key).")]
    [InlineData(
        "metrics_listen=127.0.0.1:1 status_listen=127.0.0.1:1",
        "metrics_listen=\"127.0.0.1:1\" should be another address or port than status_listen, which has /metrics, too.")]
    [InlineData("status_token_file=/t", "status_token_file is set, but neither status_listen nor metrics_listen is, so it would do nothing.")]
    [InlineData("metrics_listen=127.0.0.1:1 status_token_file=/nowhere", "metrics_listen: ")]
    public void What_is_wrong_gets_one_sentence(string texts, string said) =>
        Assert.StartsWith(said, Assert.Single(Read(texts.Split(' ')).Mistakes), StringComparison.Ordinal);

    private static Host.Settings.Configuration Read(params string[] words) =>
        Configurations.Read(Plugin(builder => builder.AddSource("x", () => null!)), ["vip=10.0.0.1", "port=80", .. words]);
}
