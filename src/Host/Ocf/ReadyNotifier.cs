using System.Runtime.InteropServices;
using System.Text;
using LvsPluggable.Text;
using Microsoft.Win32.SafeHandles;

namespace LvsPluggable.Host.Ocf;

/// <summary>
/// Tells the agent's start, once, how the start went: one line "CODE REASON" on a descriptor that the host inherited. As start
/// waits for the end of that descriptor, no child of the host may keep it.
/// </summary>
internal sealed partial class ReadyNotifier : IDisposable
{
    // Linux's asm-generic/fcntl.h
    private const int SetDescriptorFlags = 2;
    private const int CloseOnExec = 1;

    private SafeFileHandle? _descriptor;

    /// <summary>Takes over a descriptor; from then on it is not passed on to children.</summary>
    /// <param name="descriptor">Its number; null when nobody waits, and then nothing is ever written.</param>
    /// <exception cref="ArgumentException">It is not an open descriptor.</exception>
    public ReadyNotifier(int? descriptor)
    {
        if (descriptor is not { } number)
        {
            return;
        }

        if (SetFlags(number, SetDescriptorFlags, CloseOnExec) != 0)
        {
            throw new ArgumentException(
                $"Descriptor {number} cannot be used: {Marshal.GetLastPInvokeErrorMessage()}.", nameof(descriptor));
        }

        _descriptor = new SafeFileHandle(number, ownsHandle: true);
    }

    /// <summary>Writes the line and closes the descriptor. Only the first call does anything.</summary>
    /// <param name="code">What start is to answer.</param>
    /// <param name="reason">Why, in words; may be empty.</param>
    /// <returns>Whether somebody was told: false from the second call on, and when start was killed in the meantime.</returns>
    public bool Notify(OcfExitCode code, string reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        using var descriptor = Interlocked.Exchange(ref _descriptor, value: null);
        if (descriptor is null)
        {
            return false;
        }

        try
        {
            using var pipe = new FileStream(descriptor, FileAccess.Write, bufferSize: 0);
            pipe.Write(Encoding.UTF8.GetBytes($"{(int)code} {OneLine.Of(reason)}".TrimEnd() + "\n"));
            return true;
        }
        catch (IOException)
        {
            // The reader is gone. What a start that was killed would have said is of no use to anybody.
            return false;
        }
    }

    /// <summary>Closes the descriptor; without a line before, start reads that as a host that ended without a word.</summary>
    public void Dispose() => Interlocked.Exchange(ref _descriptor, value: null)?.Dispose();

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int SetFlags(int descriptor, int command, int flags);
}
