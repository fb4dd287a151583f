using System.Diagnostics;

namespace LvsPluggable.Postgres.Tests.Lab;

/// <summary>
/// The folder that everything of this run is in. A watcher outside of this process ends all that runs in it and removes it when this
/// process ends, in whatever way.
/// </summary>
internal sealed class Workspace
{
    // Server processes are known by their working folder, which is their data folder. A postmaster that is killed leaves a segment of
    // shared memory, which the seventh line of postmaster.pid names.
    private const string Watcher = """
        cat >/dev/null
        for process in /proc/[0-9]*; do
            case $(readlink "$process/cwd") in "$1"/*) kill -9 "${process#/proc/}" ;; esac
        done
        for left in "$1"/*/*/postmaster.pid; do
            [ ! -e "$left" ] || ipcrm -m "$(sed -n '7s/.* //p' "$left")"
        done 2>/dev/null
        rm -rf "$1"
        """;

    private static readonly Lazy<Workspace> One = new(() => new Workspace());

    private readonly string _folder;
    private readonly Process _watcher;

    private Workspace()
    {
        // Data folders are copied for many tests; in memory that takes no time.
        const string memory = "/dev/shm";
        const long enough = 1L << 30;
        var parent = Directory.Exists(memory) && new DriveInfo(memory).AvailableFreeSpace > enough ? memory : Path.GetTempPath();
        _folder = Path.Combine(parent, $"lvsdr-postgres-{Path.GetRandomFileName()}");
        Directory.CreateDirectory(_folder);

        // In a session of its own, so that it outlives whatever ends this process's group.
        _watcher = Command.Start("setsid", "sh", "-c", Watcher, "watcher", _folder);
    }

    public static Workspace Instance => One.Value;

    /// <summary>The folder, as long as it is watched.</summary>
    /// <exception cref="InvalidOperationException">The watcher has ended.</exception>
    public string Folder => _watcher.HasExited ? throw new InvalidOperationException("Nobody would tidy up.") : _folder;

    /// <summary>Ends all processes of the server in a folder, at once, and waits for it.</summary>
    public static async Task KillAsync(string folder)
    {
        await Eventually.HoldsAsync(
            () =>
            {
                var processes = ProcessesIn(folder);
                foreach (var process in processes)
                {
                    Signal.Send(process, Signal.Kill);
                }

                return Task.FromResult(processes.Count == 0);
            },
            $"no process is left in {folder}");
        var left = Path.Combine(folder, "postmaster.pid");
        if (File.Exists(left))
        {
            await Command.RunAsync("sh", "-c", "ipcrm -m \"$(sed -n '7s/.* //p' \"$1\")\" 2>/dev/null; rm -f \"$1\"", "tidy", left);
        }
    }

    /// <summary>All processes whose working folder is a folder or in it.</summary>
    public static IReadOnlyList<int> ProcessesIn(string folder) =>
        [.. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Select(name => int.TryParse(name, out var id) ? id : 0)
            .Where(id => id > 0 && WorkingFolder(id) is { } working && (working + "/").StartsWith(folder + "/", StringComparison.Ordinal))];

    private static string? WorkingFolder(int process)
    {
        try
        {
            return File.ResolveLinkTarget($"/proc/{process}/cwd", returnFinalTarget: false)?.FullName;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
