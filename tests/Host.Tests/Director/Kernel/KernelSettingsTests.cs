using LvsPluggable.Host.Director.Kernel;
using Microsoft.Extensions.Logging.Abstractions;

namespace LvsPluggable.Host.Tests.Director.Kernel;

public sealed class KernelSettingsTests : IDisposable
{
    private static readonly string[] Names =
        ["net/ipv4/ip_forward", "net/ipv4/vs/expire_nodest_conn", "net/ipv4/vs/expire_quiescent_template"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lvsdr-test.");
    private readonly KernelSettings _settings;

    public KernelSettingsTests()
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "net/ipv4/vs"));
        foreach (var name in Names)
        {
            File.WriteAllText(PathOf(name), "0\n");
        }

        var values = new KernelValues(new MemorySettings(), _folder.FullName);
        _settings = new KernelSettings(values, new SettingWriter(values, NullLogger.Instance));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task All_are_set_and_set_again_when_somebody_changes_one()
    {
        Assert.Empty(await _settings.KeepAsync(CancellationToken.None));
        Assert.All(Names, name => Assert.Equal("1", File.ReadAllText(PathOf(name)).Trim()));

        File.WriteAllText(PathOf(Names[1]), "0\n");
        Assert.Empty(await _settings.KeepAsync(CancellationToken.None));

        Assert.Equal("1", File.ReadAllText(PathOf(Names[1])).Trim());
    }

    [Fact]
    public async Task One_that_is_not_there_is_reported_and_the_others_are_set()
    {
        File.Delete(PathOf(Names[1]));

        var problem = Assert.Single(await _settings.KeepAsync(CancellationToken.None));

        Assert.Contains("net.ipv4.vs.expire_nodest_conn", problem.What, StringComparison.Ordinal);
        Assert.Equal("1", File.ReadAllText(PathOf(Names[2])).Trim());
    }

    [Theory]
    [InlineData("0\n", 1)]
    [InlineData("1\n", 0)]
    [InlineData(null, 0)]
    public async Task That_IPv6_is_not_passed_on_is_said_and_left_as_it_is(string? text, int problems)
    {
        const string name = "net/ipv6/conf/all/forwarding";
        if (text is not null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
            File.WriteAllText(PathOf(name), text);
        }

        Assert.Equal(problems, (await _settings.LookAtIPv6Async(CancellationToken.None)).Count);
        Assert.Equal(text, text is null ? null : File.ReadAllText(PathOf(name)));
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);
}
