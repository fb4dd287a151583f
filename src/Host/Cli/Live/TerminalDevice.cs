using System.ComponentModel;
using System.Runtime.InteropServices;

namespace LvsPluggable.Host.Cli.Live;

/// <summary>The terminal at standard input: its size, its modes (termios(3)) and what is typed.</summary>
internal static partial class TerminalDevice
{
    private const int Input = 0;
    private const int AtOnce = 0;
    private const nuint GetWindowSize = 0x5413; // TIOCGWINSZ, asm-generic/ioctls.h
    private const short Readable = 1; // POLLIN, asm-generic/poll.h
    private const int Interrupted = 4; // EINTR, asm-generic/errno-base.h

    // struct termios has 60 bytes; what is in it is not looked at.
    private const int ModesLength = 256;

    /// <summary>Whether somebody types at standard input.</summary>
    public static bool IsThere => IsTerminal(Input) == 1;

    /// <summary>Its size; the usual one where it does not know its own.</summary>
    public static ScreenSize Size()
    {
        Span<ushort> size = stackalloc ushort[4];
        return Control(Input, GetWindowSize, ref size[0]) == 0 && size[0] > 0 && size[1] > 0 ? new ScreenSize(size[1], size[0]) : new ScreenSize(80, 24);
    }

    /// <summary>Has it hand on every key as it is typed, and show none.</summary>
    /// <returns>The modes that it had.</returns>
    /// <exception cref="IOException">It is gone.</exception>
    public static byte[] Open()
    {
        var modes = new byte[ModesLength];
        Check(GetModes(Input, ref modes[0]));
        MakeRaw(modes);
        return modes;
    }

    /// <summary>Has it do so again, after another program had it.</summary>
    /// <param name="modes">The modes that it had before.</param>
    /// <exception cref="IOException">It is gone.</exception>
    public static void MakeRaw(byte[] modes)
    {
        byte[] raw = [.. modes];
        MakeRawModes(ref raw[0]);
        Check(SetModes(Input, AtOnce, ref raw[0]));
    }

    /// <summary>Gives it its modes back, where it is still there.</summary>
    public static void Restore(byte[] modes) => _ = SetModes(Input, AtOnce, ref modes[0]);

    /// <summary>Reads what is typed.</summary>
    /// <param name="buffer">Where it goes.</param>
    /// <param name="within">How long to wait for it.</param>
    /// <returns>How many bytes; 0 when nothing was typed; null when the terminal is gone.</returns>
    public static int? Read(Span<byte> buffer, TimeSpan within)
    {
        var waiting = new Poll { Descriptor = Input, Wanted = Readable };
        var ready = Wait(ref waiting, 1, (int)within.TotalMilliseconds);
        if (ready <= 0)
        {
            return ready == 0 || Marshal.GetLastPInvokeError() == Interrupted ? 0 : null;
        }

        var count = Read(Input, ref buffer[0], (nuint)buffer.Length);
        return count > 0 ? (int)count : Marshal.GetLastPInvokeError() == Interrupted && count < 0 ? 0 : null;
    }

    private static void Check(int result)
    {
        if (result != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            throw new IOException($"the terminal does not take a command: {new Win32Exception(error).Message}");
        }
    }

    [LibraryImport("libc", EntryPoint = "isatty")]
    private static partial int IsTerminal(int descriptor);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Control(int descriptor, nuint request, ref ushort argument);

    [LibraryImport("libc", EntryPoint = "tcgetattr", SetLastError = true)]
    private static partial int GetModes(int descriptor, ref byte modes);

    [LibraryImport("libc", EntryPoint = "tcsetattr", SetLastError = true)]
    private static partial int SetModes(int descriptor, int when, ref byte modes);

    [LibraryImport("libc", EntryPoint = "cfmakeraw")]
    private static partial void MakeRawModes(ref byte modes);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Wait(ref Poll waiting, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint Read(int descriptor, ref byte buffer, nuint length);

    /// <summary><c>struct pollfd</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Poll
    {
        public int Descriptor;
        public short Wanted;
        public short Found;
    }
}
