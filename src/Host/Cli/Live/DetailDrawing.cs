using System.Globalization;
using LvsPluggable.Host.Director;
using LvsPluggable.Host.Notices;
using LvsPluggable.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace LvsPluggable.Host.Cli.Live;

/// <summary>Draws all that is known of one real server.</summary>
internal static class DetailDrawing
{
    private const int MostEvents = 50;
    private const int CurveWidth = 30;

    public static IEnumerable<IRenderable> Parts(LiveScene scene, TimeProvider time)
    {
        var server = scene.Hosts.SelectMany(host => host.Services).SelectMany(service => service.Servers).FirstOrDefault(server => server.Key == scene.View.Selected);
        if (server is null)
        {
            return [new Paragraph(" "), new Paragraph("This real server is not there any more.", Ink.Doubtful)];
        }

        var about = scene.Events.Where(notice => notice.Instance == server.Key.Instance && notice.Server == server.Key.Server
            && (notice.Service is null || notice.Service == server.Key.Service)).ToList();
        return
        [
            new Paragraph(" "),
            new Paragraph($"{OneLine.Of(server.Status.Host)} ({server.Key.Server})", Ink.Strong).Append($" of {OneLine.Of(server.Key.Service)}, {OneLine.Of(server.Key.Instance)}"),
            Facts(server, about, time),
            new Rule("what happened to it, the newest first") { Style = Ink.Soft, Justification = Justify.Left },
            .. about.Count == 0
                ? [new Paragraph("nothing that is kept", Ink.Soft)]
                : about.TakeLast(MostEvents).Reverse().Select(notice => (IRenderable)EventLines.Of(notice, scene.Width, time)),
        ];
    }

    private static Grid Facts(LiveServer server, List<Notice> about, TimeProvider time)
    {
        var status = server.Status;
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        Add(grid, "state", status.State.Word(), Ink.Of(status.State));
        Add(grid, "since", status.Since == default ? "not known" : $"{Moment.Show(status.Since, time)}, {Numbers.Ago(status.Since, time.GetUtcNow())} ago");
        Add(grid, "why", status.Reason);
        foreach (var note in status.Notes)
        {
            Add(grid, "", note);
        }

        Add(grid, "weight", status.Weight?.ToString(CultureInfo.InvariantCulture) ?? "none: it is not in the table");
        Add(grid, "reached by", status.ForwardMethod.ToString().ToLowerInvariant());
        Add(grid, "connections", $"{status.ActiveConnections} active, {status.InactiveConnections} inactive {server.Connections.Curve(CurveWidth).TrimStart()}");
        Add(grid, "a second", $"{Numbers.Rate(server.Rates?.Connections)} new, {Numbers.Rate(server.Rates?.Bytes)} bytes {server.Arrivals.Curve(CurveWidth).TrimStart()}");
        foreach (var measured in status.Measurements)
        {
            Add(grid, measured.Name, $"{measured.Value.ToString("0.###", CultureInfo.InvariantCulture)}, {measured.Check}{(measured.Description is null ? "" : $": {measured.Description}")}");
        }

        foreach (var (label, value) in status.Labels)
        {
            Add(grid, label, value);
        }

        if (about.FindLast(notice => notice.Checks is not null || notice.Sources is not null) is { } last)
        {
            foreach (var said in HistoryText.Said(last))
            {
                Add(grid, $"said at {Moment.Show(last.Time, time)}", said);
            }
        }

        return grid;
    }

    private static void Add(Grid grid, string name, string text, Spectre.Console.Style? ink = null) =>
        grid.AddRow(new Paragraph(Cells.Cut(name, CurveWidth), Ink.Soft), new Paragraph(OneLine.Of(text), ink));
}
