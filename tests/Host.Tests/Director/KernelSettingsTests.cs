using LvsPluggable.Host.Director;
using Microsoft.Extensions.Logging.Abstractions;

namespace LvsPluggable.Host.Tests.Director;

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

        _settings = new KernelSettings(_folder.FullName, NullLogger.Instance);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void All_are_set_and_set_again_when_somebody_changes_one()
    {
        Assert.Empty(_settings.Keep());
        Assert.All(Names, name => Assert.Equal("1", File.ReadAllText(PathOf(name)).Trim()));

        File.WriteAllText(PathOf(Names[1]), "0\n");
        Assert.Empty(_settings.Keep());

        Assert.Equal("1", File.ReadAllText(PathOf(Names[1])).Trim());
    }

    [Fact]
    public void One_that_is_not_there_is_reported_and_the_others_are_set()
    {
        File.Delete(PathOf(Names[1]));

        var problem = Assert.Single(_settings.Keep());

        Assert.Contains("net.ipv4.vs.expire_nodest_conn", problem.What, StringComparison.Ordinal);
        Assert.Equal("1", File.ReadAllText(PathOf(Names[2])).Trim());
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);
}
