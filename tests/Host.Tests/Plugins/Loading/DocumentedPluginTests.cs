using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text;
using LvsPluggable.Host.Settings;

namespace LvsPluggable.Host.Tests.Plugins.Loading;

/// <summary>The plugin that docs/plugins.md begins with.</summary>
[SupportedOSPlatform("linux")]
public sealed class DocumentedPluginTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(3);

    private readonly PluginStage _stage = new();

    public void Dispose() => _stage.Dispose();

    [Fact]
    public void It_compiles_as_it_stands_is_tried_as_the_page_says_and_is_loaded()
    {
        var source = _stage.CreateFolder("Canary");
        var page = File.ReadAllLines(Repository.PathOf("docs/plugins.md"));
        foreach (var (name, text) in Files(page))
        {
            // Where it is installed, as far as this test is concerned.
            File.WriteAllText(Path.Combine(source, name), text.Replace("/usr/lib/lvsdr/", AppContext.BaseDirectory, StringComparison.Ordinal));
        }

        Run(source, "dotnet", "build", "-c", "Release", "--nologo", "-nodeReuse:false");
        Assert.Matches(
            @"^\d\d:\d\d:\d\d\.\d{3} +[\d.]+ ms  source canary: 1 server: 127\.0\.0\.1\n$", Run(source, "sh", "-ec", string.Join('\n', Trial(page))));
        _stage.StageFrom(Path.Combine(source, "bin", "Release", "net10.0"), "Canary");

        var catalog = _stage.Loader.Load([_stage.Root], HostSettings.All);
        Assert.Empty(catalog.Refused);
        var plugin = Assert.Single(catalog.Loaded);
        Assert.Equal("canary", plugin.Name);
        Assert.Equal(["canary_hosts", "canary_page"], plugin.Parameters.Select(parameter => parameter.Name));
    }

    // A file is named alone on a line, in bold, and follows as indented lines.
    private static Dictionary<string, string> Files(string[] lines)
    {
        var files = new Dictionary<string, StringBuilder>(StringComparer.Ordinal);
        StringBuilder? current = null;
        foreach (var line in lines)
        {
            if (line.StartsWith("**", StringComparison.Ordinal) && line.EndsWith("**", StringComparison.Ordinal))
            {
                current = files[line.Trim('*')] = new StringBuilder();
            }
            else if (line.Length == 0 || line.StartsWith("    ", StringComparison.Ordinal))
            {
                current?.AppendLine(line.Length == 0 ? "" : line[4..]);
            }
            else
            {
                current = null;
            }
        }

        return files.ToDictionary(file => file.Key, file => file.Value.ToString(), StringComparer.Ordinal);
    }

    // The command that tries it, and the one that makes what it needs.
    private static List<string> Trial(string[] page)
    {
        var last = Array.FindLastIndex(page, line => line.StartsWith("    lvsdr try ", StringComparison.Ordinal));
        return [page[last - 1].Trim(), page[last].Trim()];
    }

    private static string Run(string folder, string program, params string[] words)
    {
        var start = new ProcessStartInfo(program, words)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "../../.."));
        start.Environment["PATH"] = $"{AppContext.BaseDirectory}:{Environment.GetEnvironmentVariable("PATH")}";
        // What the process that runs these tests was told is not a stranger's.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Deadline))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} did not end");
        }

        Assert.True(process.ExitCode == 0, output.Result + errors.Result);
        return output.Result;
    }
}
