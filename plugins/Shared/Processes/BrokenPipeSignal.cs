using System.Runtime.InteropServices;

namespace LvsPluggable.Plugins.Processes;

/// <summary>
/// Lets programs have SIGPIPE. The .NET runtime ignores that signal, and what is ignored stays ignored in a program that it starts,
/// where a shell cannot undo it: the writer in <c>yes | head -1</c> would get errors instead of its end. A signal that is handled,
/// however, is back at its default in the program (execve(2)).
/// </summary>
internal static class BrokenPipeSignal
{
    private static readonly bool Handled = Handle();

    /// <summary>Makes sure that programs which are started from now on begin with the default.</summary>
    public static void LeaveToPrograms() => _ = Handled;

    // As good as ignoring it for this process: the handler does nothing and the write returns EPIPE. Managed code must not run in
    // a signal handler; getpid(2) may (signal-safety(7)).
    private static bool Handle()
    {
        var libc = NativeLibrary.Load("libc", typeof(BrokenPipeSignal).Assembly, DllImportSearchPath.SafeDirectories);
        return Libc.HandleSignal(Libc.BrokenPipe, NativeLibrary.GetExport(libc, "getpid")) != -1;
    }
}
