using System.Diagnostics;

namespace LvsPluggable.Host.Tests.Cli.Live;

/// <summary>A shell in a terminal, which tmux is, in which lvsdr is run; the test types and looks at the screen.</summary>
internal sealed class Tmux : IDisposable
{
    public const string Prompt = "% ";

    private const string Program = "/usr/bin/tmux";

    private readonly string _folder = Directory.CreateTempSubdirectory("lvsdr-tmux-").FullName;

    /// <param name="run">The folder of all state directories.</param>
    /// <param name="environment">What the shell has besides, as NAME=VALUE.</param>
    public Tmux(string run, params string[] environment)
    {
        Do([
            "-f", "/dev/null", "new-session", "-d", "-x", "130", "-y", "30",
            "env", "-u", "NO_COLOR", $"PS1={Prompt}", $"HA_RSCTMP={run}", $"LVSDR_MEMORY={Path.Combine(run, "memory")}", $"PATH={AppContext.BaseDirectory}:/usr/bin:/bin",
            $"DOTNET_ROOT={Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "../../.."))}", .. environment, "sh",
        ]);
    }

    /// <summary>Why there is none; null when there is one.</summary>
    public static string? Missing => File.Exists(Program) ? null : "./test.sh unit installs tmux";

    /// <summary>Whether the terminal shows its alternate screen, and whether it shows the cursor.</summary>
    public (bool IsAlternate, bool HasCursor) Modes
    {
        get
        {
            var flags = Do(["display-message", "-p", "#{alternate_on}#{cursor_flag}"]).Trim();
            return (flags[0] == '1', flags[1] == '1');
        }
    }

    /// <summary>Types: words are typed as they are, and keys go by tmux's names, such as Enter.</summary>
    public void Type(params string[] keys)
    {
        foreach (var key in keys)
        {
            Do(["send-keys", .. key is "Enter" or "Escape" or "Up" or "Down" or "C-c" or "End" ? (string[])[key] : ["-l", key]]);
        }
    }

    public void Resize(int width, int height) => Do(["resize-window", "-x", $"{width}", "-y", $"{height}"]);

    /// <summary>Sends a signal to what the shell runs.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("pkill", [$"-{name}", "-P", Do(["display-message", "-p", "#{pane_pid}"]).Trim()]);
        Assert.True(kill.WaitForExit(Eventually.Deadline));
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>What is on the screen.</summary>
    public string Screen() => Do(["capture-pane", "-p"]);

    /// <summary>The same with the sequences that make it look so.</summary>
    public string Look() => Do(["capture-pane", "-p", "-e"]);

    /// <summary>Waits until a line of the screen matches, and gives the screen.</summary>
    public Task<string> ShowsAsync(string pattern) => Eventually.MeetsAsync(
        screen => screen.Split('\n').Any(line => System.Text.RegularExpressions.Regex.IsMatch(line, pattern, default, TimeSpan.FromSeconds(1))), () => Task.FromResult(Screen()), $"the screen shows {pattern}");

    /// <summary>Waits until no line of the screen matches.</summary>
    public Task HidesAsync(string pattern) => Eventually.HoldsAsync(
        () => !System.Text.RegularExpressions.Regex.IsMatch(Screen(), pattern, System.Text.RegularExpressions.RegexOptions.Multiline, TimeSpan.FromSeconds(1)), $"the screen does not show {pattern}");

    public void Dispose()
    {
        Do(["kill-server"]);
        Directory.Delete(_folder, recursive: true);
    }

    private string Do(string[] words)
    {
        var start = new ProcessStartInfo(Program, ["-u", "-S", Path.Combine(_folder, "socket"), .. words]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment.Remove("TMUX");
        using var tmux = Process.Start(start)!;
        var output = tmux.StandardOutput.ReadToEndAsync();
        var errors = tmux.StandardError.ReadToEndAsync();
        Assert.True(tmux.WaitForExit(Eventually.Deadline), $"tmux {string.Join(' ', words)} did not end");
        Assert.True(tmux.ExitCode == 0, errors.Result);
        return output.Result;
    }
}
