using System.Diagnostics;
using System.Net;

namespace LvsPluggable.Host.Tests.Page;

/// <summary>A browser that looks at the page; <c>tests/browser/page.mjs</c> says what at. Its pictures are in artifacts/test/page.</summary>
internal sealed class Browser : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);
    private static readonly string Modules = Repository.PathOf("artifacts/browser");

    private readonly Process _node;
    private readonly Task<string> _wrong;

    /// <param name="scenario">What it is to see.</param>
    /// <param name="address">Where the page is.</param>
    public Browser(string scenario, IPEndPoint address)
    {
        var start = new ProcessStartInfo(
            "node", [Repository.PathOf("tests/browser/page.mjs"), scenario, $"http://{address}/", Repository.PathOf("artifacts/test/page"), Modules])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _node = Process.Start(start)!;
        _wrong = _node.StandardError.ReadToEndAsync();
    }

    /// <summary>Why there is none; null when there is one.</summary>
    public static string? Missing => Directory.Exists(Path.Combine(Modules, "node_modules")) ? null : "./test.sh unit installs the browser and what drives it";

    /// <summary>Waits until it has seen something.</summary>
    public async Task SeesAsync(string what)
    {
        var line = await _node.StandardOutput.ReadLineAsync().WaitAsync(Deadline);
        Assert.True(line == what, $"It saw \"{line}\", not \"{what}\": {(line is null ? await _wrong.WaitAsync(Deadline) : "")}");
    }

    /// <summary>Waits for its end.</summary>
    public async Task IsContentAsync()
    {
        await _node.WaitForExitAsync().WaitAsync(Deadline);
        Assert.True(_node.ExitCode == 0, await _wrong);
    }

    public void Dispose()
    {
        if (!_node.HasExited)
        {
            _node.Kill(entireProcessTree: true);
        }

        _node.Dispose();
    }
}
