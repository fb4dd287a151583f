using System.ComponentModel;
using System.Runtime.InteropServices;

namespace LvsPluggable.Kernel.Tests.Lab;

/// <summary>
/// Runs code inside a named network namespace. A socket belongs to the namespace in which it was created and may be used from
/// anywhere, so servers and clients need no processes of their own, which are slow on a booted kernel.
/// </summary>
internal static partial class NetworkNamespace
{
    // include/uapi/linux/sched.h
    private const int CloneNewNet = 0x40000000;

    /// <summary>Calls <paramref name="function"/> inside the namespace, on a thread that ends afterwards.</summary>
    /// <exception cref="InvalidOperationException">The namespace cannot be entered, or the function failed.</exception>
    public static T Call<T>(string name, Func<T> function)
    {
        T result = default!;
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                using var file = File.OpenHandle("/run/netns/" + name);
                if (SetNamespace((int)file.DangerousGetHandle(), CloneNewNet) != 0)
                {
                    throw new Win32Exception();
                }

                result = function();
            }
            catch (Exception caught)
            {
                failure = caught;
            }
        });
        thread.Start();
        thread.Join();
        return failure is null ? result : throw new InvalidOperationException($"In namespace {name}: {failure.Message}", failure);
    }

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetNamespace(int file, int type);
}
