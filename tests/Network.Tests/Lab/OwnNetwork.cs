using System.Diagnostics;
using System.Runtime.InteropServices;

namespace LvsPluggable.Network.Tests.Lab;

/// <summary>A network namespace with nothing but lo, in which settings can be what a test wants. Needs root.</summary>
internal static partial class OwnNetwork
{
    private const int NewNetwork = 0x40000000;

    /// <summary>Begins a look in it, on a thread of its own: the sockets that it opens before it waits are there.</summary>
    /// <param name="look">The look.</param>
    /// <param name="settings">Files under /proc/sys/net, and their contents.</param>
    /// <exception cref="SkipException">This process may make none.</exception>
    public static async Task<HealthResult> LookAsync(Func<Task<HealthResult>> look, params (string File, string Text)[] settings)
    {
        var begun = new TaskCompletionSource<Task<HealthResult>>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            try
            {
                Skip.IfNot(Unshare(NewNetwork) == 0, "this process may not make a network namespace");
                using var ip = Process.Start("ip", ["link", "set", "lo", "up"]);
                ip.WaitForExit();
                foreach (var (file, text) in settings)
                {
                    File.WriteAllText($"/proc/sys/net/{file}", text);
                }

                begun.SetResult(look());
            }
            catch (Exception problem)
            {
                begun.SetException(problem);
            }
        }).Start();
        return await await begun.Task;
    }

    [LibraryImport("libc", EntryPoint = "unshare", SetLastError = true)]
    private static partial int Unshare(int flags);
}
