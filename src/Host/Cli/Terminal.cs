using System.Runtime.InteropServices;
using System.Text;

namespace LvsPluggable.Host.Cli;

/// <summary>
/// Standard output and standard error, for the host alone. Plugins run in this process and print as every program does; what they
/// print through <see cref="Console"/> goes to the log, and what native code of theirs writes to descriptor 1 is kept out of what
/// programs read there.
/// </summary>
internal static partial class Terminal
{
    private const int OutputDescriptor = 1;
    private const int ErrorDescriptor = 2;

    /// <summary>The host's own standard output.</summary>
    public static TextWriter Out { get; private set; } = Console.Out;

    /// <summary>The host's own standard error.</summary>
    public static TextWriter Error { get; private set; } = Console.Error;

    /// <summary>Takes what plugins print.</summary>
    public static PluginOutput Printed { get; } = new(TimeProvider.System);

    /// <summary>Whether a person looks at standard output.</summary>
    public static bool IsInteractive { get; private set; }

    /// <summary>Takes both for the host; to be called before any plugin is loaded.</summary>
    public static void Claim()
    {
        IsInteractive = !Console.IsOutputRedirected;
        // Each of these streams has a duplicate of its descriptor.
        Out = Writer(Console.OpenStandardOutput());
        Error = Writer(Console.OpenStandardError());
        Console.SetOut(Printed);
        Console.SetError(Printed);
        _ = Duplicate(ErrorDescriptor, OutputDescriptor);
    }

    /// <summary>For the resident host, which answers nobody on standard output: what is written there is lost.</summary>
    public static void Silence()
    {
        using var nowhere = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.Write);
        _ = Duplicate((int)nowhere.DangerousGetHandle(), OutputDescriptor);
    }

    /// <summary>Writes out what is still held back.</summary>
    public static void Flush()
    {
        Printed.Report();
        Out.Flush();
        Error.Flush();
    }

    private static StreamWriter Writer(Stream stream) =>
        new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };

    [LibraryImport("libc", EntryPoint = "dup2")]
    private static partial int Duplicate(int descriptor, int place);
}
