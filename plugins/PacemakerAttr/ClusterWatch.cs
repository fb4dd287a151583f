using System.Diagnostics;
using LvsPluggable.Plugins.Processes;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Plugins.PacemakerAttr;

/// <summary>
/// Says when the cluster's state changed: keeps a crm_mon running that writes a mark to a pipe at every change, a few milliseconds
/// after it. What it writes is not read otherwise.
/// </summary>
/// <param name="crmMon">The program.</param>
/// <param name="changed">Called after changes, some of which may concern nobody here.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Where it is said that the program does not stay.</param>
internal sealed class ClusterWatch(CrmMon crmMon, Action changed, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    /// <summary>The least time between two calls. The cluster's state changes many times a second while resources move.</summary>
    public static readonly TimeSpan LeastGap = TimeSpan.FromMilliseconds(200);

    private const int GuardPollMilliseconds = 1000;

    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan EndGrace = TimeSpan.FromSeconds(1);

    // The shell ends crm_mon, which may hang in a call to a daemon, as soon as its standard input ends: that is when this process
    // closes it or is killed.
    private const string Guard = "\"$@\" </dev/null 2>&1 & exec >/dev/null 2>&1; read -r _; kill -9 $!; wait";

    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    /// <summary>Starts watching.</summary>
    public void Start() => _running = Task.Run(() => RunAsync(_stopping.Token));

    /// <summary>Ends crm_mon.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task RunAsync(CancellationToken stopping)
    {
        var pause = ShortestPause;
        while (true)
        {
            var started = time.GetTimestamp();
            var ending = await WatchAsync(stopping);
            stopping.ThrowIfCancellationRequested();
            var isSettled = time.GetElapsedTime(started) > LongestPause;
            if (isSettled || pause == ShortestPause)
            {
                logger.LogWarning("Changes of the cluster are seen late for now, crm_mon does not stay: {Reason}", ending);
            }

            pause = isSettled ? ShortestPause : pause * 2 < LongestPause ? pause * 2 : LongestPause;
            await Task.Delay(pause, time, stopping);
        }
    }

    // Returns how it ended, in words.
    private async Task<string> WatchAsync(CancellationToken stopping)
    {
        try
        {
            BrokenPipeSignal.LeaveToPrograms();
            using var process = Process.Start(StartInfo()) ?? throw new InvalidOperationException("no process was started");

            // Disposing a process leaves streams that were used open.
            using var pipe = process.StandardOutput;
            using var ending = stopping.Register(process.StandardInput.Close);
            var output = new BoundedOutput(maximumLength: 1024);

            // A thread of its own: it waits for most of its life.
            await Task.Factory.StartNew(
                () => Read(process, output, stopping),
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default);
            process.StandardInput.Close();
            if (!process.WaitForExit(EndGrace))
            {
                process.Kill(entireProcessTree: true);
            }

            return $"it ended: {ShownText.Of(output.ToString())}";
        }
        catch (Exception problem)
        {
            return problem.Message;
        }
    }

    // Until the pipe ends, or the guard does, should somebody have killed that alone.
    private void Read(Process guard, BoundedOutput output, CancellationToken stopping)
    {
        var buffer = new byte[4096];
        PollDescriptor[] pipes = [new() { Descriptor = ProgramPipes.DescriptorOf(guard.StandardOutput), Events = Libc.PollIn }];
        while (!guard.HasExited)
        {
            if (Libc.Poll(pipes, 1, GuardPollMilliseconds) <= 0)
            {
                continue;
            }

            var length = Libc.Read(pipes[0].Descriptor, buffer, (nuint)buffer.Length);
            if (length <= 0)
            {
                return;
            }

            output.Append(buffer.AsSpan(0, (int)length));
            changed();
            stopping.WaitHandle.WaitOne(LeastGap);
        }
    }

    private ProcessStartInfo StartInfo()
    {
        var start = new ProcessStartInfo("/bin/sh")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };

        // To a pipe the C library writes only when a block is full, unless stdbuf(1) tells it otherwise.
        var stdbuf = ProgramPath.Find("stdbuf", Environment.GetEnvironmentVariable("PATH"));
        foreach (var argument in (IEnumerable<string>)["-c", Guard, "sh", stdbuf, "-o0", crmMon.Find(), .. crmMon.WatchArguments])
        {
            start.ArgumentList.Add(argument);
        }

        // It needs no parameter, and some are secret.
        ProgramEnvironment.Prepare(start.Environment, new Dictionary<string, string>(StringComparer.Ordinal));
        return start;
    }
}
