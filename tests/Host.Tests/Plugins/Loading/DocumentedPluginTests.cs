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
    public void It_compiles_as_it_stands_and_is_loaded()
    {
        var source = _stage.CreateFolder("Canary");
        foreach (var (name, text) in Files(File.ReadAllLines(Repository.PathOf("docs/plugins.md"))))
        {
            // Where it is installed, as far as this test is concerned.
            File.WriteAllText(Path.Combine(source, name), text.Replace("/usr/lib/lvsdr/", AppContext.BaseDirectory, StringComparison.Ordinal));
        }

        Build(source);
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

    private static void Build(string folder)
    {
        var start = new ProcessStartInfo("dotnet", ["build", "-c", "Release", "--nologo", "-nodeReuse:false"])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        // What the process that runs these tests was told is not a stranger's.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        using var build = Process.Start(start)!;
        var output = build.StandardOutput.ReadToEndAsync();
        var errors = build.StandardError.ReadToEndAsync();
        if (!build.WaitForExit(Deadline))
        {
            build.Kill(entireProcessTree: true);
            Assert.Fail("the build did not end");
        }

        Assert.True(build.ExitCode == 0, output.Result + errors.Result);
    }
}
