using System.Runtime.Versioning;
using LvsPluggable.Host.Hosting;

namespace LvsPluggable.Host.Tests.Cli;

/// <summary><c>lvsdr metrics</c>, by the program itself.</summary>
[SupportedOSPlatform("linux")]
public sealed class MetricsTests : IDisposable
{
    private readonly HostProgram _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void Where_no_instance_runs_a_collector_gets_nothing_and_one_that_is_named_is_missing()
    {
        var file = Path.Combine(_program.Memory, "lvsdr.prom");
        File.WriteAllText(file, "lvsdr_up{director=\"reads\"} 1\n");

        Assert.Equal((0, "", ""), _program.Do("metrics", "--output", file));
        Assert.Equal("", File.ReadAllText(file));
        Assert.Equal((1, "", "No instance named reads runs here.\n"), _program.Do("metrics", "reads"));
    }

    [Fact]
    public void A_file_that_cannot_be_written_gets_one_sentence_and_leaves_nothing_behind()
    {
        var (code, output, errors) = _program.Do("metrics", "--output", _program.Memory);

        Assert.Equal((1, ""), (code, output));
        Assert.StartsWith($"--output={_program.Memory} cannot be written: ", errors, StringComparison.Ordinal);
        Assert.DoesNotContain(
            Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(_program.Memory)!), entry => entry.StartsWith(_program.Memory + ".", StringComparison.Ordinal));
        Assert.Contains("--output=/nowhere/lvsdr.prom cannot be written: ", _program.Do("metrics", "--output", "/nowhere/lvsdr.prom").Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_host_that_died_is_told_as_not_up()
    {
        Directory.CreateDirectory(StateDirectory.Of(_program.Run, "reads").Folder);

        var (code, output, errors) = _program.Do("metrics");

        Assert.Equal(1, code);
        Assert.Contains("lvsdr_up{director=\"reads\"} 0\n", output, StringComparison.Ordinal);
        Assert.StartsWith("reads does not answer: ", errors, StringComparison.Ordinal);
    }
}
