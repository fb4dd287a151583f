using System.Runtime.InteropServices;

namespace LvsPluggable.Plugins.Processes;

/// <summary>The few calls of the C library that .NET has no name for. The numbers are the same on all of Linux's architectures.</summary>
internal static partial class Libc
{
    // asm-generic/errno-base.h
    public const int NoSuchProcess = 3;
    public const int Interrupted = 4;

    // asm-generic/signal.h
    public const int Kill = 9;
    public const int BrokenPipe = 13;
    public const int Terminate = 15;

    // asm-generic/poll.h
    public const short PollIn = 1;

    // unistd.h
    public const int ExecuteAccess = 1;

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int SendSignal(int process, int signal);

    [LibraryImport("libc", EntryPoint = "signal", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint HandleSignal(int signal, nint handler);

    [LibraryImport("libc", EntryPoint = "access", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Access(string path, int mode);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Poll(Span<PollDescriptor> descriptors, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint Read(int descriptor, Span<byte> buffer, nuint length);
}
