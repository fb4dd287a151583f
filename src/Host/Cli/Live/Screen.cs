using System.Runtime.InteropServices;

namespace LvsPluggable.Host.Cli.Live;

/// <summary>
/// A terminal that is drawn on as a whole, on its alternate screen, until this is disposed: then it is what it was. Members but for
/// <see cref="ReadKeys"/> are for one thread at a time.
/// </summary>
internal sealed class Screen : IDisposable
{
    // DEC private modes of xterm: 1049 is the alternate screen, 25 the cursor, 7 that long lines go on in the next.
    private const string Enter = "\e[?1049h\e[?25l\e[?7l\e[2J";
    private const string Leave = "\e[0m\e[?7h\e[?25h\e[?1049l";

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    // What belongs to a key comes at once, over a slow line as well.
    private static readonly TimeSpan RestOfKey = TimeSpan.FromMilliseconds(100);

    private readonly byte[] _modes = TerminalDevice.Open();
    private readonly Frame _frame = new();
    private readonly PosixSignalRegistration _resizing;

    /// <param name="resized">Called when its size has changed, on any thread.</param>
    /// <exception cref="IOException">The terminal is gone.</exception>
    public Screen(Action resized)
    {
        _resizing = PosixSignalRegistration.Create(PosixSignal.SIGWINCH, _ => resized());
        Terminal.Out.Write(Enter);
    }

    /// <summary>Why there is no screen here, as a sentence; null when there is one.</summary>
    public static string? Missing(string command) =>
        !Terminal.IsInteractive || !TerminalDevice.IsThere
            ? $"{command} draws on a terminal, and standard input or output is none here; lvsdr status --watch prints to anything."
        : Environment.GetEnvironmentVariable("TERM") is null or "" or "dumb"
            ? $"{command} needs a terminal whose cursor can be moved, and TERM={Environment.GetEnvironmentVariable("TERM")} is none; lvsdr status --watch prints to anything."
        : null;

    /// <summary>Its size now.</summary>
    public static ScreenSize Size => TerminalDevice.Size();

    /// <summary>Draws the lines; only those that differ from what is there are written.</summary>
    /// <exception cref="IOException">The terminal is gone.</exception>
    public void Draw(IReadOnlyList<string> lines)
    {
        var change = _frame.Change(lines);
        if (change.Length > 0)
        {
            Terminal.Out.Write(change);
        }
    }

    /// <summary>Has everything drawn anew the next time, as after a change of size or when another program had the terminal.</summary>
    /// <exception cref="IOException">The terminal is gone.</exception>
    public void Renew()
    {
        TerminalDevice.MakeRaw(_modes);
        _frame.Forget();
        Terminal.Out.Write(Enter);
    }

    /// <summary>Hands on what is typed, until it is cancelled or the terminal is gone.</summary>
    /// <param name="press">Takes a key.</param>
    /// <param name="ending">Ends it.</param>
    public static void ReadKeys(Action<LiveKey> press, CancellationToken ending)
    {
        var parser = new KeyParser();
        Span<byte> buffer = stackalloc byte[256];
        while (!ending.IsCancellationRequested)
        {
            if (TerminalDevice.Read(buffer, parser.IsWaiting ? RestOfKey : Look) is not { } count)
            {
                return;
            }

            foreach (var key in count == 0 ? parser.Flush() : parser.Read(buffer[..count]))
            {
                press(key);
            }
        }
    }

    public void Dispose()
    {
        _resizing.Dispose();
        try
        {
            Terminal.Out.Write(Leave);
        }
        catch (IOException)
        {
            // It is gone, and with it what there was to restore.
        }

        TerminalDevice.Restore(_modes);
    }
}
