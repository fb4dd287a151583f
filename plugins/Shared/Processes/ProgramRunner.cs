using System.Diagnostics;
using System.Globalization;

namespace LvsPluggable.Plugins.Processes;

/// <summary>Runs programs, each as a process group of its own that is gone when the run is over, whatever happened.</summary>
/// <param name="deadline">
/// After what time the caller cancels a run. A little later the group ends by itself, should the host have been killed meanwhile.
/// </param>
/// <param name="maximumOutput">The most bytes of standard output.</param>
internal sealed class ProgramRunner(TimeSpan deadline, int maximumOutput = ProgramRunner.UsualMaximumOutput)
{
    /// <summary>The most bytes of standard output, unless somebody says otherwise.</summary>
    public const int UsualMaximumOutput = 64 * 1024;

    private static readonly TimeSpan BackstopDelay = TimeSpan.FromSeconds(2);

    private readonly TimeSpan _backstop = deadline + BackstopDelay;

    /// <summary>Runs a program to its end.</summary>
    /// <param name="program">A path, or a name to look up in PATH.</param>
    /// <param name="arguments">Its arguments; they are never shown, for they may hold a password.</param>
    /// <param name="cancellationToken">Ends the program.</param>
    /// <exception cref="InvalidOperationException">
    /// It cannot be started, or wrote too much. The message is for people.
    /// </exception>
    /// <exception cref="TimeoutException">It was ended without being cancelled, well after the deadline.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled, and has ended.</exception>
    public Task<ProgramResult> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();

        // A thread of its own: it waits for most of its life, and the pool would be one thread short for every program that hangs.
        return Task.Factory.StartNew(
            () => Run(program, arguments, cancellationToken),
            cancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
    }

    private ProgramResult Run(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        BrokenPipeSignal.LeaveToPrograms();
        var start = StartInfo(program, arguments);
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{ShownText.Of(program)} cannot be started");

        // Disposing a process leaves streams that were used open.
        using var output = process.StandardOutput;
        using var error = process.StandardError;
        var group = new ProcessGroup(process);
        var pipes = new ProgramPipes(process, maximumOutput);
        try
        {
            process.StandardInput.Close();
            pipes.ReadUntilExit(cancellationToken);
        }
        finally
        {
            group.End();
        }

        if (pipes.Output.Overflowed)
        {
            throw new InvalidOperationException($"{ShownText.Of(program)} wrote more than {maximumOutput / 1024} KiB on standard output");
        }

        var result = new ProgramResult { ExitCode = process.ExitCode, Output = pipes.Output.ToString(), Error = pipes.Error.ToString() };
        ThrowIfNotRun(program, start.FileName, result, Stopwatch.GetElapsedTime(started));
        return result;
    }

    // timeout(1) makes the program's process group and ends it when this process no longer can.
    private ProcessStartInfo StartInfo(string program, IReadOnlyList<string> arguments)
    {
        var searchPath = Environment.GetEnvironmentVariable("PATH");
        var path = ProgramPath.Find(program, searchPath);
        var start = new ProcessStartInfo(ProgramPath.Find("timeout", searchPath))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add("--kill-after=2");
        start.ArgumentList.Add(_backstop.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture));
        start.ArgumentList.Add(path);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }

    private void ThrowIfNotRun(string program, string timeout, ProgramResult result, TimeSpan elapsed)
    {
        // timeout(1) exits so when it could not run the program, its interpreter being missing for example, and says so itself.
        if (result.ExitCode is 125 or 126 or 127 && result.Error.StartsWith(timeout + ": ", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"{ShownText.Of(program)} cannot be started: {ShownText.Of(result.Error[(timeout.Length + 2)..])}");
        }

        // 124 for a program that heeded SIGTERM, 137 for one that SIGKILL ended.
        if (result.ExitCode is 124 or 137 && elapsed >= _backstop)
        {
            throw new TimeoutException($"{ShownText.Of(program)} was ended after {_backstop.TotalSeconds:0.#} seconds");
        }
    }
}
