using LvsPluggable.Host.Director.Status;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace LvsPluggable.Host.Cli.Live;

/// <summary>Draws the list: what is wrong, hosts, virtual services and real servers, and what happened last.</summary>
internal static class ServersDrawing
{
    private const int MostProblems = 3;
    private const int MostEvents = 8;
    private const int CurveWidth = 20;

    public static IEnumerable<IRenderable> Parts(LiveScene scene, int room, TimeProvider time)
    {
        var problems = Problems(scene, time).Take(Math.Min(MostProblems, room / 4)).ToList();
        var events = scene.Events.TakeLast(Math.Min(MostEvents, room / 4)).Reverse().Select(notice => EventLines.Of(notice, scene.Width, time)).ToList();
        var left = Math.Max(1, room - problems.Count - events.Count - 1 - (events.Count > 0 ? 1 : 0));
        var list = Window(List(scene, time), left);
        return
        [
            .. problems,
            Heads(scene.Width),
            .. list,
            .. Enumerable.Repeat(new Paragraph(" "), left - list.Count),
            .. events.Count == 0 ? Array.Empty<IRenderable>() : [new Rule("what happened, the newest first") { Style = Ink.Soft, Justification = Justify.Left }],
            .. events,
        ];
    }

    private static IEnumerable<IRenderable> Problems(LiveScene scene, TimeProvider time)
    {
        var all = scene.Hosts.SelectMany(host => Problems(host, time)).ToList();
        return all.Select((problem, place) => new Paragraph(
            Cells.Fit(place == MostProblems - 1 && all.Count > MostProblems ? $"! and {all.Count - place} more; lvsdr status has all" : $"! {problem}", scene.Width), Ink.Doubtful));
    }

    private static IEnumerable<string> Problems(LiveHost host, TimeProvider time) => host.Silence is { } silence
        ? [$"{host.Status.Instance} {silence}, since {Moment.Show(host.SilentSince, time)}; what is shown of it is how it was"]
        : host.Status.Problems.Select(problem => Problem(host.Status.Instance, problem, time)).Concat(
            host.Services.SelectMany(service => service.Status.Problems.Select(problem => Problem($"{host.Status.Instance}, {Name(service.Status)}", problem, time))));

    private static string Problem(string where, ProblemStatus problem, TimeProvider time) => $"{where}: {problem.What}, since {Moment.Show(problem.Since, time)}";

    private static Paragraph Heads(int width) =>
        new(Cells.Fit(string.Join(' ', ServerColumns.For(width).Select(column => column.Head.PadLeft(column.IsRight ? column.Width : 0).PadRight(column.Width))), width), Ink.Soft);

    // Each with whether it is the one that is chosen.
    private static IReadOnlyList<(IRenderable Line, bool IsChosen)> List(LiveScene scene, TimeProvider time)
    {
        var shown = LiveSelection.Of(scene.Hosts, scene.View);
        var servers = LiveSelection.Servers(shown);
        var chosen = scene.View.SelectedPlace(servers) is >= 0 and var place ? servers[place] : null;
        var columns = ServerColumns.For(scene.Width);
        var lines = new List<(IRenderable, bool)>();
        foreach (var host in shown)
        {
            lines.Add((HostLine(host, scene.Width, time), false));
            foreach (var service in host.Services)
            {
                lines.Add((ServiceLine(service, scene.Width), false));
                lines.AddRange(service.Servers.Select(server => ((IRenderable)ServerLine(server, columns, server == chosen, host.Silence is not null, time), server == chosen)));
            }
        }

        return lines.Count > 0 ? lines : [(new Paragraph(Cells.Cut(scene.Nothing, scene.Width)), false)];
    }

    // The chosen one is in the middle, as far as that can be.
    private static List<IRenderable> Window(IReadOnlyList<(IRenderable Line, bool IsChosen)> lines, int room)
    {
        var chosen = Math.Max(0, lines.ToList().FindIndex(line => line.IsChosen));
        return [.. lines.Skip(Math.Clamp(chosen - (room / 2), 0, Math.Max(0, lines.Count - room))).Take(room).Select(line => line.Line)];
    }

    private static Paragraph HostLine(LiveHost host, int width, TimeProvider time)
    {
        var status = host.Status;
        var (word, ink) = host.Silence is not null ? ("not known now", Ink.Bad)
            : status.IsDegraded ? ("degraded", Ink.Doubtful)
            : status.IsStandby ? ("in standby", Ink.Calm)
            : ("directs", Ink.Good);
        var name = Cells.Cut(status.Instance, width / 2);
        return new Paragraph(name, Ink.Strong).Append("  ").Append(word, ink).Append("  ").Append(Cells.Cut(
            $"lvsdr {status.Version}, process {status.ProcessId}, for {Numbers.Ago(status.Started, time.GetUtcNow())}"
                + (status.Restarts is { } restarts ? $", {restarts.Count} restarts in 10 minutes: {restarts.Cause}" : ""),
            width - name.Length - word.Length - 4), Ink.Soft);
    }

    private static Paragraph ServiceLine(LiveService service, int width)
    {
        var servers = service.Status.Servers;
        return new Paragraph(Cells.Cut(
            $"{Name(service.Status)}, {service.Status.Scheduler}: {servers.Count(server => server.Weight > 0)} of {servers.Count} take connections, "
                + $"{Numbers.Count(servers.Sum(server => server.ActiveConnections))} active {service.Connections.Curve(CurveWidth).TrimStart()}"
                + (service.Status.IsReady ? "" : ", first synchronisation not complete") + (service.Status.IsQuorumDown == true ? ", the quorum is down" : ""),
            width), Ink.Calm);
    }

    private static string Name(ServiceStatus service) =>
        $"{(service.Name.Length == 0 ? "" : $"{service.Name}: ")}{string.Join(" and ", [service.Service, .. service.Twins])}";

    private static Paragraph ServerLine(LiveServer server, IReadOnlyList<ServerColumn> columns, bool isChosen, bool isOld, TimeProvider time)
    {
        var line = new Paragraph();
        var now = time.GetUtcNow();
        foreach (var column in columns)
        {
            var ink = isChosen ? Ink.Chosen : isOld ? Ink.Soft : column.Head == "STATE" ? Ink.Of(server.Status.State) : Ink.Plain;
            line.Append(Cells.Fit(column.Text(server, now), column.Width, column.IsRight), ink);
            line.Append(column == columns[^1] ? "" : " ", isChosen ? Ink.Chosen : Ink.Plain);
        }

        return line;
    }
}
