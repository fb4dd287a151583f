using LvsPluggable.Host.Settings;
using LvsPluggable.Host.Tests.Web;
using static LvsPluggable.Host.Tests.Settings.Configurations;

namespace LvsPluggable.Host.Tests.Settings;

public sealed class ListenParametersTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _folder = Directory.CreateTempSubdirectory("lvsdr-listen-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("127.0.0.1:8780")]
    [InlineData("[::1]:8780")]
    public void On_the_loopback_an_address_and_a_port_will_do(string address)
    {
        var read = ReadWith($"status_listen={address}");

        Assert.Empty(read.Mistakes);
        Assert.Equal(address, read.StatusPage!.Address.ToString());
    }

    [Theory]
    [InlineData("8780")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:0")]
    [InlineData("127.0.0.1:65536")]
    [InlineData("localhost:8780")]
    [InlineData("::1:8780")]
    [InlineData("[127.0.0.1]:8780")]
    public void What_is_none_is_refused(string address) => Assert.Equal(
        [$"status_listen=\"{address}\" should be an address and a port such as 127.0.0.1:8780 or [::1]:8780."], ReadWith($"status_listen={address}").Mistakes);

    [Fact]
    public void Elsewhere_it_is_refused_without_a_token_and_TLS_in_one_sentence()
    {
        var read = ReadWith("status_listen=0.0.0.0:8780");

        Assert.Equal(
            ["status_listen=\"0.0.0.0:8780\" should be on the loopback, such as 127.0.0.1:8780; elsewhere there has to be a token and TLS "
                + "(status_token_file, status_certificate and status_key)."],
            read.Mistakes);
        Assert.Equal(Refusal.WrongEverywhere, read.Refusal);
    }

    [Fact]
    public void With_both_it_may_listen_anywhere()
    {
        var read = ReadWith("status_listen=0.0.0.0:8780", $"status_token_file={Token()}", $"status_certificate={Certificate(out var key)}", $"status_key={key}");

        Assert.Empty(read.Mistakes);
        Assert.Equal(key, read.StatusPage!.KeyFile);
    }

    [Theory]
    [InlineData("short\n")]
    [InlineData("")]
    [InlineData("with a blank in it, though long\n")]
    public void A_token_that_is_none_is_refused(string text)
    {
        var path = Write("token", text);

        Assert.Equal(
            [$"status_listen: the first line of {path} should be a token, 16 letters, digits and signs of ASCII or more."],
            ReadWith("status_listen=127.0.0.1:8780", $"status_token_file={path}").Mistakes);
    }

    [Fact]
    public void A_file_that_is_not_there_is_missing_on_this_node_alone()
    {
        var read = ReadWith("status_listen=127.0.0.1:8780", $"status_token_file={_folder}/none");

        Assert.StartsWith($"status_listen: {_folder}/none cannot be read: ", Assert.Single(read.Mistakes), StringComparison.Ordinal);
        Assert.Equal(Refusal.MissingHere, read.Refusal);
    }

    [Fact]
    public void A_token_or_key_that_everybody_may_read_is_refused()
    {
        var path = Token();
        File.SetUnixFileMode(path, OwnerOnly | UnixFileMode.OtherRead);

        Assert.Equal(
            [$"status_listen: {path} can be read by everybody, or written by others; chmod o-rw,g-w {path} would mend that."],
            ReadWith("status_listen=127.0.0.1:8780", $"status_token_file={path}").Mistakes);
    }

    [Fact]
    public void A_certificate_and_a_key_that_are_no_pair_are_refused()
    {
        var (certificate, key) = (Certificate(out _), Write("other.key", WebScene.Identity().Key));

        Assert.StartsWith(
            $"status_listen: {certificate} and {key} should be a certificate and its key, as PEM: ",
            Assert.Single(ReadWith("status_listen=127.0.0.1:8780", $"status_certificate={certificate}", $"status_key={key}").Mistakes),
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_would_do_nothing_is_refused_and_so_is_half_of_a_pair()
    {
        Assert.Equal(
            ["status_token_file is set, but neither status_listen nor metrics_listen is, so it would do nothing."], ReadWith($"status_token_file={Token()}").Mistakes);
        Assert.Equal(
            ["status_certificate and status_key should both be set, or neither."],
            ReadWith("status_listen=127.0.0.1:8780", $"status_certificate={Certificate(out _)}").Mistakes);
    }

    [Fact]
    public void Nothing_listens_unless_it_is_asked_for() => Assert.Null(ReadWith().StatusPage);

    private static Configuration ReadWith(params string[] words) => Read(Plugin(builder => builder.AddSource("s", () => null!)), ["vip=192.0.2.1", "port=80", .. words]);

    private string Token() => Write("token", WebScene.Token + "\n");

    private string Certificate(out string key)
    {
        var identity = WebScene.Identity();
        key = Write("page.key", identity.Key);
        return Write("page.crt", identity.Certificate);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, OwnerOnly);
        return path;
    }
}
