using System.Diagnostics;
using System.Runtime.Versioning;
using LvsPluggable.Host.Tests.Plugins.Loading;

namespace LvsPluggable.Host.Tests.Cli;

/// <summary>Runs the program itself, with plugins of the test's own and an otherwise empty environment.</summary>
[SupportedOSPlatform("linux")]
internal sealed class HostProgram : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(40);

    private readonly PluginStage _stage = new();

    public HostProgram(params string[] plugins)
    {
        foreach (var plugin in plugins)
        {
            _stage.Stage(plugin);
        }

        Run = _stage.CreateFolder("run");
        Memory = _stage.CreateFolder("memory");
    }

    /// <summary>The folder of the test's own plugins.</summary>
    public string Plugins => _stage.Root;

    /// <summary>The folder of all state directories.</summary>
    public string Run { get; }

    /// <summary>The folder of what outlives a host.</summary>
    public string Memory { get; }

    /// <summary>The name of an instance that nobody else has; its log is deleted in the end.</summary>
    public string Instance { get; } = $"test-{Guid.NewGuid():N}";

    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    /// <summary>What it reads from standard input; null for that of the test.</summary>
    public string? Input { get; set; }

    /// <summary>Puts a plugin into the folder of the test's own.</summary>
    public void Stage(string plugin, string name) => _stage.Stage(plugin, name);

    public Process Begin(params string[] words)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "lvsdr"), words)
        {
            UseShellExecute = false,
            RedirectStandardInput = Input is not null,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/sbin:/bin:/usr/bin";
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "../../.."));
        start.Environment["HA_RSCTMP"] = Run;
        start.Environment["LVSDR_MEMORY"] = Memory;
        start.Environment["OCF_RESKEY_plugin_path"] = _stage.Root;
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        if (Input is not null)
        {
            process.StandardInput.Write(Input);
            process.StandardInput.Close();
        }

        return process;
    }

    public (int Code, string Output, string Errors) Do(params string[] words)
    {
        using var process = Begin(words);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Deadline))
        {
            process.Kill();
            Assert.Fail($"lvsdr {string.Join(' ', words)} did not end");
        }

        return (process.ExitCode, output.Result, errors.Result);
    }

    public void Dispose()
    {
        _stage.Dispose();
        // There is a folder for it where anything ever ran.
        var log = $"/var/log/lvsdr/{Instance}.log";
        if (File.Exists(log))
        {
            File.Delete(log);
        }
    }
}
