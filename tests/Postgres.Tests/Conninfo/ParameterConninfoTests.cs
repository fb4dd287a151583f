using LvsPluggable.Postgres.Conninfo;

namespace LvsPluggable.Postgres.Tests.Conninfo;

/// <summary>What the two parameters that are connection strings make of one.</summary>
public sealed class ParameterConninfoTests : IDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("lvsdr-home-");

    public void Dispose() => _home.Delete(recursive: true);

    [Theory]
    [InlineData("host=a,b")]
    [InlineData("host=a,b target_session_attrs=any")]
    [InlineData("host=a,b target_session_attrs=primary")]
    [InlineData("host=a,b target_session_attrs=read-write load_balance_hosts=disable")]
    public void A_source_looks_for_the_primary_which_is_what_these_ask_for(string text) =>
        Assert.Empty(SourceConninfo.Parse(text, TestConninfo.Nothing).Warnings);

    [Theory]
    [InlineData("standby")]
    [InlineData("read-only")]
    public void A_source_without_a_primary_is_a_mistake(string word)
    {
        var wrong = Assert.Throws<FormatException>(
            () => SourceConninfo.Parse($"host=a,b port=x target_session_attrs={word}", TestConninfo.Nothing));

        Assert.Contains($"target_session_attrs={word} excludes the primary", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("port \"x\" should be", wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("target_session_attrs=prefer-standby")]
    [InlineData("load_balance_hosts=random")]
    public void What_a_source_does_not_heed_is_a_warning(string text) =>
        Assert.StartsWith(
            $"{text} is ignored", Assert.Single(SourceConninfo.Parse($"host=a,b {text}", TestConninfo.Nothing).Warnings),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("load_balance_hosts=random", "load_balance_hosts=random is ignored")]
    [InlineData("target_session_attrs=read-write", "target_session_attrs=read-write counts as primary")]
    public void What_a_check_does_not_heed_is_a_warning(string text, string warning) =>
        Assert.StartsWith(
            warning, Assert.Single(CheckConninfo.Parse(text, TestConninfo.Nothing).Warnings), StringComparison.Ordinal);

    [Fact]
    public void A_host_of_a_check_is_told_together_with_its_other_mistakes()
    {
        var wrong = Assert.Throws<FormatException>(() => CheckConninfo.Parse("host=a sslmode=foo password=geheim", TestConninfo.Nothing));

        Assert.Contains("sslmode \"foo\" should be one of", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("host and hostaddr should be left out", wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("host=a,b\nport=6000", "service=s", 6000, "host of the service is ignored")]
    [InlineData("host=a,b\nport=6000,6001", "service=s", null, "host of the service is ignored|port is ignored")]
    [InlineData("host=a\nhostaddr=192.0.2.1\nport=6000", "service=s port=7000", 7000, "host and hostaddr of the service is ignored")]
    [InlineData("dbname=d", "service=s", null, "")]
    public void A_check_takes_the_service_of_the_source_without_its_hosts(string section, string text, int? port, string warnings)
    {
        var file = Path.Combine(_home.FullName, "file");
        File.WriteAllText(file, $"[s]\n{section}\n");

        var conninfo = CheckConninfo.Parse(text, TestConninfo.Nothing with { ServiceFile = file });

        Assert.Equal(new ConninfoHost { Port = port }, Assert.Single(conninfo.Hosts));
        var expected = warnings.Split('|', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(expected.Length, conninfo.Warnings.Count);
        Assert.All(expected.Zip(conninfo.Warnings), pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));
    }
}
