using Spectre.Console;

namespace LvsPluggable.Host.Cli.Live;

/// <summary>Draws a screen: a line for the whole at the top, what the view wants, and a line for the keys at the bottom.</summary>
internal sealed class LiveDrawing(Painter painter, TimeProvider time)
{
    private const int LeastWidth = 20;
    private const int LeastHeight = 4;

    /// <summary>The lines of a screen, as many as it has.</summary>
    public IReadOnlyList<string> Lines(LiveScene scene)
    {
        if (scene.Width < LeastWidth || scene.Height < LeastHeight)
        {
            return [.. Enumerable.Repeat("", scene.Height).Select((line, place) => place == 0 ? Cells.Cut("the terminal is too small", scene.Width) : line)];
        }

        var room = scene.Height - 2;
        var body = scene.View.Mode switch
        {
            LiveMode.Help => HelpDrawing.Parts(),
            LiveMode.Detail => DetailDrawing.Parts(scene, time),
            _ => ServersDrawing.Parts(scene, room, time),
        };
        var lines = painter.Lines(body, scene.Width);
        var first = scene.View.Mode == LiveMode.Detail ? Math.Clamp(scene.View.Scroll, 0, Math.Max(0, lines.Count - room)) : 0;
        var shown = lines.Skip(first).Take(room).ToList();
        return
        [
            .. painter.Lines([Head(scene)], scene.Width).Take(1),
            .. shown,
            .. Enumerable.Repeat("", room - shown.Count),
            .. painter.Lines([Foot(scene)], scene.Width).Take(1),
        ];
    }

    private Paragraph Head(LiveScene scene)
    {
        var servers = LiveSelection.Servers(scene.Hosts);
        var serving = servers.Count(server => server.Status.Weight > 0);
        var view = scene.View;
        var rates = servers.Select(server => server.Rates).OfType<Rates>().ToList();
        string[] words =
        [
            $"lvsdr  {Moment.Show(time.GetUtcNow(), time)}",
            $"{serving} of {servers.Count} real servers take connections",
            $"{Numbers.Count(servers.Sum(server => server.Status.ActiveConnections))} active",
            rates.Count == 0 ? "" : $"{Numbers.Rate(rates.Sum(rate => rate.Connections))} new/s",
            view.Sort == LiveSort.Table && !view.IsReversed ? "" : $"by {view.Sort.ToString().ToLowerInvariant()}{(view.IsReversed ? ", reversed" : "")}",
            view.OnlyTrouble ? "only those that are not up" : "",
            view.Filter.Length == 0 || view.Mode == LiveMode.Filter ? "" : $"only with \"{view.Filter}\"",
        ];
        return new Paragraph(Cells.Fit(string.Join("  ", words.Where(word => word.Length > 0)), scene.Width), Ink.Strong);
    }

    private static Paragraph Foot(LiveScene scene) => scene.View switch
    {
        { Asked: { } asked } => Line(Question(asked), Ink.Question, scene),
        { Mode: LiveMode.Filter } view => Line($"show only those with: {view.Filter}▏  Enter: so  Esc: all", Ink.Question, scene),
        { Message: { Length: > 0 } message } => Line(message, Ink.Strong, scene),
        { Mode: LiveMode.Detail } => Line("Esc: back  d: drain  u: undrain  ↑↓: scroll  q: end", Ink.Soft, scene),
        { Mode: LiveMode.Help } => Line("any key: back  q: end", Ink.Soft, scene),
        _ => Line("↑↓: choose  Enter: more  s: sort  r: reverse  /: filter  t: trouble  d: drain  u: undrain  ?: help  q: end", Ink.Soft, scene),
    };

    private static string Question(LiveOrder asked)
    {
        var server = $"{asked.Host} ({asked.Server.Server}) of {asked.Server.Instance}";
        return asked.IsTakenBack ? $"Undrain {server}? y: yes  any other key: no" : $"Drain {server}, no new connections until it is undrained? y: yes  any other key: no";
    }

    private static Paragraph Line(string text, Spectre.Console.Style ink, LiveScene scene) => new(Cells.Fit(text, scene.Width), ink);
}
