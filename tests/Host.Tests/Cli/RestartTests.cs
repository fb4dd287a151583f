using System.Runtime.Versioning;

namespace LvsPluggable.Host.Tests.Cli;

[SupportedOSPlatform("linux")]
public sealed class RestartTests : IDisposable
{
    private readonly HostProgram _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void A_restart_that_would_not_adopt_is_refused_with_what_does_that()
    {
        var (code, output, errors) = _program.Do("restart");

        Assert.Equal((2, ""), (code, output));
        Assert.Contains("--adopt", errors, StringComparison.Ordinal);
        Assert.Contains("pcs resource restart", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("No instance of lvsdr runs here.")]
    [InlineData("No instance named reads runs here.", "reads")]
    public void Where_nothing_runs_nothing_is_restarted(string said, params string[] instance)
    {
        var (code, _, errors) = _program.Do(["restart", "--adopt", .. instance]);

        Assert.Equal(1, code);
        Assert.Contains(said, errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_host_that_does_not_answer_is_named()
    {
        Directory.CreateDirectory(Path.Combine(_program.Run, "lvsdr-reads"));

        var (code, _, errors) = _program.Do("restart", "--adopt");

        Assert.Equal(1, code);
        Assert.Contains("reads is not restarted: the host does not answer", errors, StringComparison.Ordinal);
    }
}
