using LvsPluggable.Host.Director;
using LvsPluggable.Host.Notices;
using Spectre.Console;

namespace LvsPluggable.Host.Cli.Live;

/// <summary>How things look, in the sixteen colours that every terminal has.</summary>
internal static class Ink
{
    public static Spectre.Console.Style Plain { get; } = Spectre.Console.Style.Plain;

    public static Spectre.Console.Style Strong { get; } = new(decoration: Decoration.Bold);

    public static Spectre.Console.Style Soft { get; } = new(decoration: Decoration.Dim);

    public static Spectre.Console.Style Good { get; } = new(Color.Green);

    public static Spectre.Console.Style Doubtful { get; } = new(Color.Olive);

    public static Spectre.Console.Style Bad { get; } = new(Color.Maroon);

    public static Spectre.Console.Style Calm { get; } = new(Color.Teal);

    public static Spectre.Console.Style Chosen { get; } = new(decoration: Decoration.Invert);

    /// <summary>What waits for an answer.</summary>
    public static Spectre.Console.Style Question { get; } = new(Color.Olive, decoration: Decoration.Bold);

    public static Spectre.Console.Style Of(ServerState state) => state switch
    {
        ServerState.Up => Good,
        ServerState.Held or ServerState.Fallback => Calm,
        ServerState.Down or ServerState.Flapping => Bad,
        ServerState.Unknown => Soft,
        _ => Doubtful,
    };

    public static Spectre.Console.Style Of(NoticeKind kind) => kind switch
    {
        NoticeKind.Up or NoticeKind.Recovered or NoticeKind.Solved => Good,
        NoticeKind.Down or NoticeKind.Restart or NoticeKind.Refused => Bad,
        NoticeKind.Doubted or NoticeKind.Draining or NoticeKind.Degraded or NoticeKind.Problem or NoticeKind.Quorum => Doubtful,
        _ => Plain,
    };
}
