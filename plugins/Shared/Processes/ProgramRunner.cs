using System.Diagnostics;

namespace LvsPluggable.Plugins.Processes;

/// <summary>Runs programs, each as a process group of its own that is gone when the run is over, whatever happened.</summary>
/// <param name="deadline">
/// After what time the caller cancels a run. A little later the group ends by itself, should the host have been killed meanwhile.
/// </param>
/// <param name="options">How they run; null for the usual way.</param>
internal sealed class ProgramRunner(TimeSpan deadline, ProgramOptions? options = null)
{
    private static readonly TimeSpan BackstopDelay = TimeSpan.FromSeconds(2);

    private readonly TimeSpan _backstop = deadline + BackstopDelay;
    private readonly ProgramOptions _options = options ?? new ProgramOptions();

    /// <summary>Runs a program to its end.</summary>
    /// <param name="program">A path, or a name to look up in PATH.</param>
    /// <param name="arguments">Its arguments; they are never shown, for they may hold a password.</param>
    /// <param name="cancellationToken">Ends the program.</param>
    /// <exception cref="InvalidOperationException">
    /// It cannot or must not be started, or wrote too much. The message is for people.
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
        var searchPath = Environment.GetEnvironmentVariable("PATH");
        var path = ProgramPath.Find(program, searchPath);
        _options.Approve?.Invoke(path);
        var start = new ProgramStart(path, arguments, _backstop, _options, searchPath);
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(start.Info) ?? throw new InvalidOperationException($"{ShownText.Of(program)} cannot be started");

        // Disposing a process leaves streams that were used open.
        using var output = process.StandardOutput;
        using var error = process.StandardError;
        var group = new ProcessGroup(process);
        var pipes = new ProgramPipes(process, _options.MaximumOutput);
        try
        {
            Give(process.StandardInput);
            pipes.ReadUntilExit(cancellationToken);
        }
        finally
        {
            group.End();
        }

        if (pipes.Output.Overflowed)
        {
            throw new InvalidOperationException($"{ShownText.Of(program)} wrote more than {Size(_options.MaximumOutput)} on standard output");
        }

        var result = new ProgramResult { ExitCode = process.ExitCode, Output = pipes.Output.ToString(), Error = pipes.Error.ToString() };
        ThrowIfNotRun(program, start, result, Stopwatch.GetElapsedTime(started));
        return result;
    }

    private void Give(StreamWriter input)
    {
        try
        {
            input.Write(_options.Input);
            input.Close();
        }
        catch (IOException)
        {
            // It does not read, or has ended.
        }
    }

    private void ThrowIfNotRun(string program, ProgramStart start, ProgramResult result, TimeSpan elapsed)
    {
        if (start.Failure(result) is { } failure)
        {
            throw new InvalidOperationException($"{ShownText.Of(program)} cannot be started: {ShownText.Of(failure)}");
        }

        // 124 for a program that heeded SIGTERM, 137 for one that SIGKILL ended.
        if (result.ExitCode is 124 or 137 && elapsed >= _backstop)
        {
            throw new TimeoutException($"{ShownText.Of(program)} was ended after {_backstop.TotalSeconds:0.#} seconds");
        }
    }

    private static string Size(int bytes) => bytes % (1024 * 1024) == 0 ? $"{bytes / (1024 * 1024)} MiB" : $"{bytes / 1024} KiB";
}
