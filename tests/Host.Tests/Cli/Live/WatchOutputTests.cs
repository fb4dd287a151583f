using System.Runtime.Versioning;

namespace LvsPluggable.Host.Tests.Cli.Live;

/// <summary><c>lvsdr top</c> and <c>status --watch</c> where there is no terminal.</summary>
[SupportedOSPlatform("linux")]
public sealed class WatchOutputTests : IDisposable
{
    private readonly HostProgram _program = new();

    public void Dispose() => _program.Dispose();

    [Theory]
    [InlineData("lvsdr top draws on a terminal, and standard input or output is none here; lvsdr status --watch prints to anything.", "top")]
    [InlineData("--interval=soon should be a duration such as 500ms, 5s or 2m from 100ms to 1h.", "top", "--interval", "soon")]
    [InlineData("--interval=0 should be a duration such as 500ms, 5s or 2m from 100ms to 1h.", "status", "--watch", "--interval", "0")]
    [InlineData("--interval should be given together with --watch only.", "status", "--interval", "5s")]
    public void What_cannot_be_is_refused_in_a_sentence(string sentence, params string[] words)
    {
        var (code, output, errors) = _program.Do(words);

        Assert.Equal(2, code);
        Assert.Equal("", output);
        Assert.Equal(sentence, errors.Trim());
    }

    [Fact]
    public async Task The_status_is_printed_again_and_again_until_a_signal_ends_it()
    {
        using var watching = _program.Begin("status", "--watch", "--interval", "100ms");
        for (var times = 0; times < 3; times++)
        {
            Assert.Equal("No instance of lvsdr runs here.", await watching.StandardOutput.ReadLineAsync().WaitAsync(Eventually.Deadline));
        }

        using var kill = System.Diagnostics.Process.Start("kill", ["-TERM", $"{watching.Id}"]);
        Assert.True(watching.WaitForExit(Eventually.Deadline));
        Assert.Equal(0, watching.ExitCode);
    }

    [Fact]
    public async Task What_draws_on_terminals_is_not_loaded_by_other_commands()
    {
        using var watching = _program.Begin("status", "--watch", "--interval", "100ms");
        Assert.NotNull(await watching.StandardOutput.ReadLineAsync().WaitAsync(Eventually.Deadline));

        var loaded = await File.ReadAllTextAsync($"/proc/{watching.Id}/maps");
        watching.Kill();

        Assert.Contains("System.CommandLine.dll", loaded, StringComparison.Ordinal);
        Assert.DoesNotContain("Spectre", loaded, StringComparison.Ordinal);
    }
}
