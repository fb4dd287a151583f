using System.Runtime.InteropServices;

namespace LvsPluggable.Postgres.Tests.Lab;

/// <summary>Signals, numbered as on Linux: signal(7).</summary>
internal static partial class Signal
{
    public const int Hangup = 1;
    public const int Interrupt = 2;
    public const int Quit = 3;
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    public static void Send(int process, int signal) => _ = NativeKill(process, signal);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int NativeKill(int process, int signal);
}
