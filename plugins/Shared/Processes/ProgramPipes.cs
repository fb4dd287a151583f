using System.ComponentModel;
using System.Diagnostics;
using System.IO.Pipes;
using System.Runtime.InteropServices;

namespace LvsPluggable.Plugins.Processes;

/// <summary>
/// Reads the pipes of a running program. .NET would read them in calls that cannot be cancelled and end only when the last process
/// that inherited the pipe closes it; this reads what is there and no more.
/// </summary>
internal sealed class ProgramPipes(Process process, int maximumOutput)
{
    private const int SliceMilliseconds = 20;
    private const int PipeSize = 64 * 1024;
    private const int MaximumError = 64 * 1024;

    // What the program itself wrote is in the pipe when it exits. This is for a process that it started and did not wait for.
    private static readonly TimeSpan ExitGrace = TimeSpan.FromMilliseconds(50);

    private readonly byte[] _buffer = new byte[16 * 1024];
    private readonly PollDescriptor[] _pipes =
    [
        new() { Descriptor = DescriptorOf(process.StandardOutput), Events = Libc.PollIn },
        new() { Descriptor = DescriptorOf(process.StandardError), Events = Libc.PollIn },
    ];

    public BoundedOutput Output { get; } = new(maximumOutput);

    public BoundedOutput Error { get; } = new(MaximumError);

    private bool AllClosed => _pipes[0].Descriptor < 0 && _pipes[1].Descriptor < 0;

    /// <summary>
    /// Reads until the program has exited and, unless somebody else holds the pipes open, they are at their end; or until it has
    /// written too much on standard output.
    /// </summary>
    /// <exception cref="OperationCanceledException">Cancelled; the program still runs.</exception>
    public void ReadUntilExit(CancellationToken cancellationToken)
    {
        long? exit = null;
        while (!Output.Overflowed)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (AllClosed)
            {
                if (process.WaitForExit(SliceMilliseconds))
                {
                    return;
                }

                continue;
            }

            // Whether it has exited is asked before the pipes are: what it wrote last is then there to be read.
            if (exit is null && process.HasExited)
            {
                exit = Stopwatch.GetTimestamp();
            }

            ReadAvailable(SliceMilliseconds);
            if (exit is { } time && Stopwatch.GetElapsedTime(time) > ExitGrace)
            {
                ReadRemainder();
                return;
            }
        }
    }

    /// <summary>The descriptor of a redirected standard stream; it is open as long as the reader is.</summary>
    public static int DescriptorOf(StreamReader reader) =>
        checked((int)((PipeStream)reader.BaseStream).SafePipeHandle.DangerousGetHandle());

    // A pipe holds 64 KiB. Whoever still writes to it after that is not the program.
    private void ReadRemainder()
    {
        for (var rounds = 2 * PipeSize / _buffer.Length; rounds > 0 && ReadAvailable(0); rounds--)
        {
        }
    }

    private bool ReadAvailable(int milliseconds)
    {
        if (Libc.Poll(_pipes, (nuint)_pipes.Length, milliseconds) < 0 && Marshal.GetLastPInvokeError() != Libc.Interrupted)
        {
            throw new Win32Exception();
        }

        // Both, always: a program blocked on one pipe must not keep the other one waiting.
        return Read(ref _pipes[0], Output) | Read(ref _pipes[1], Error);
    }

    private bool Read(ref PollDescriptor pipe, BoundedOutput output)
    {
        if (pipe.Descriptor < 0 || pipe.ReturnedEvents == 0)
        {
            return false;
        }

        pipe.ReturnedEvents = 0;
        var length = Libc.Read(pipe.Descriptor, _buffer, (nuint)_buffer.Length);
        if (length < 0 && Marshal.GetLastPInvokeError() == Libc.Interrupted)
        {
            return true;
        }

        if (length <= 0)
        {
            pipe.Descriptor = -1;
            return true;
        }

        output.Append(_buffer.AsSpan(0, (int)length));
        return true;
    }
}
