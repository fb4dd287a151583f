using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace LvsPluggable.Host.Cli;

/// <summary>Ends the process when its work has ended, whatever threads and exit handlers plugins have.</summary>
internal static partial class ProcessEnd
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Ends the process.</summary>
    /// <param name="code">Its exit code.</param>
    [DoesNotReturn]
    public static void Exit(int code)
    {
        Terminal.Flush();
        var last = new Thread(() =>
        {
#pragma warning disable RS0030 // Nothing else that waits is to be relied upon while the process ends.
            Thread.Sleep(Patience);
#pragma warning restore RS0030
            ExitAtOnce(code);
        })
        {
            IsBackground = true,
            Name = "end",
        };
        last.Start();
        Environment.Exit(code);
    }

    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void ExitAtOnce(int code);
}
