using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace LvsPluggable.Kernel.Tests.Lab;

/// <summary>What a process asks the kernel's IPVS for, message by message, as strace sees it.</summary>
internal static partial class NetlinkTrace
{
    // Messages that go out at once are shown one by one, up to so many.
    private const string MostShown = "256";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // IPVS_CMD_* of linux/ip_vs.h: the rest only asks.
    private static readonly Dictionary<int, string> Changes = new()
    {
        [1] = "new service",
        [2] = "set service",
        [3] = "del service",
        [5] = "new dest",
        [6] = "set dest",
        [7] = "del dest",
        [9] = "new daemon",
        [10] = "del daemon",
        [12] = "set config",
        [14] = "set info",
        [16] = "zero",
        [17] = "flush",
    };

    /// <summary>The messages that change something, and how many others there were, while something is done.</summary>
    /// <param name="folder">A folder of the test.</param>
    /// <param name="process">Whose messages.</param>
    /// <param name="action">What is done meanwhile.</param>
    /// <exception cref="SkipException">strace is missing.</exception>
    public static async Task<(IReadOnlyList<string> Changes, int Others)> DuringAsync(string folder, int process, Func<Task> action)
    {
        Skip.IfNot(File.Exists("/usr/bin/strace"), "strace is missing (package strace).");
        var file = Path.Combine(folder, $"netlink.{Guid.NewGuid():N}");
        using var strace = Process.Start(
            "strace", ["-f", "-q", "-xx", "-s", MostShown, "-o", file, "-e", "trace=sendto,sendmsg", "-p", $"{process}"]);
        try
        {
            await Eventually.HoldsAsync(() => IsTraced(process), "strace should see every thread of the host.", Patience);
            await action();
        }
        finally
        {
            // It has ended where the process has.
            await Shell.RunAsync("kill", "-INT", $"{strace.Id}");
            await strace.WaitForExitAsync().WaitAsync(Patience);
        }

        var commands = Message().Matches(await File.ReadAllTextAsync(file))
            .Select(message => int.Parse(message.Groups["command"].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture))
            .ToList();
        return ([.. commands.Where(Changes.ContainsKey).Select(command => Changes[command])], commands.Count(command => !Changes.ContainsKey(command)));
    }

    private static bool IsTraced(int process) => Directory.EnumerateDirectories($"/proc/{process}/task").All(
        thread => File.ReadLines(Path.Combine(thread, "status")).Any(line => line.StartsWith("TracerPid:", StringComparison.Ordinal) && !line.EndsWith("\t0", StringComparison.Ordinal)));

    // {nlmsg_len=68, nlmsg_type=IPVS, nlmsg_flags=NLM_F_REQUEST|NLM_F_ACK, nlmsg_seq=7, nlmsg_pid=0}, "\x06\x01…": the first byte is the
    // command. What is asked of the controller of generic netlink is of the type nlctrl, and of other families not shown as bytes.
    [GeneratedRegex(@"\{nlmsg_len=\d+, nlmsg_type=(?!nlctrl)[^}]*\}, ""\\x(?<command>[0-9a-f]{2})", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10000)]
    private static partial Regex Message();
}
