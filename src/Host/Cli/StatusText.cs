using LvsPluggable.Host.Director;
using LvsPluggable.Host.Director.Status;

namespace LvsPluggable.Host.Cli;

/// <summary>Writes the status of a host for people.</summary>
internal static class StatusText
{
    public static IEnumerable<string> Lines(HostStatus host, Style style, TimeProvider time)
    {
        var problems = host.AllProblems().ToList();
        var state = problems.Count == 0 ? style.Good("ok") : style.Doubtful("degraded");
        yield return $"{style.Strong(host.Instance)}: {state}  (lvsdr {host.Version}, pid {host.ProcessId}, "
            + $"started {Moment.Show(host.Started, time)})";
        if (host.IsStandby)
        {
            yield return "  in standby: it directs nothing, and has the table ready that it would make";
        }

        if (host.Restarts is { } restarts)
        {
            yield return $"  restarts within 10 minutes: {restarts.Count}; the last one {Moment.Show(restarts.Last, time)}, after: {restarts.Cause}";
        }

        foreach (var problem in problems)
        {
            yield return $"  {style.Doubtful("!")} {problem.What} (since {Moment.Show(problem.Since, time)})";
        }

        foreach (var plugin in host.Plugins.Where(plugin => !plugin.IsCurrent))
        {
            yield return $"  plugin {plugin.Name}: {Version(plugin)}";
        }

        foreach (var order in host.Orders)
        {
            yield return $"  {order} (since {Moment.Show(order.At, time)})";
        }

        foreach (var line in host.Services.SelectMany(service => Service(service, style, time)))
        {
            yield return line;
        }
    }

    private static string Version(PluginStatus plugin) => (plugin.Loaded, plugin.OnDisk) switch
    {
        (null, _) => $"not loaded, as {plugin.File} is gone or has other parameters",
        ({ } loaded, null) => $"{loaded} is loaded, {plugin.File} is gone",
        var (loaded, now) => $"{loaded} is loaded, {(now == loaded ? "another file of this version" : now)} is on the disk; \"lvsdr restart --adopt\" uses that, and cuts nothing",
    };

    private static IEnumerable<string> Service(ServiceStatus service, Style style, TimeProvider time)
    {
        yield return "";
        var methods = service.Servers.Select(server => server.ForwardMethod).Distinct().Order().Select(method => method.ToString().ToLowerInvariant()).ToList();
        yield return $"  {(service.Name.Length == 0 ? "service" : $"{service.Name}:")} {style.Strong(string.Join(" and ", [service.Service, .. service.Twins]))}, scheduler {service.Scheduler}"
            + (methods.Count == 0 ? "" : $", reached by {string.Join(" and ", methods)}")
            + (service.IsReady ? "" : ", first synchronisation not complete");
        if (service.LastChange is { } change)
        {
            yield return $"  last change {Moment.Show(change, time)}: {service.LastChangeWas}";
        }

        foreach (var source in service.Sources)
        {
            var listed = source.Servers is { } count ? $"{count} real server{(count == 1 ? "" : "s")}" : "no list yet";
            var primary = source.Primary is null ? "" : $", the primary has {string.Join(", ", source.Primary)}";
            yield return $"  source {source.Name}: {listed}{primary}{(source.Problem is null ? "" : ", not known now")}";
        }

        foreach (var cost in service.Plugins.Where(cost => cost.Calls > 0 || cost.LeftBehind > 0))
        {
            yield return $"  {cost.Name}: {cost.Calls} calls, {cost.Failures} failed, {cost.Late} late, "
                + $"{cost.Time.TotalMilliseconds / Math.Max(1, cost.Calls):0} ms each{(cost.LeftBehind == 0 ? "" : $", {cost.LeftBehind} left behind")}";
        }

        if (service.Servers.Count > 0)
        {
            var rows = service.Servers.Select(server => Row(server, time))
                .Prepend(["SERVER", "HOST", "STATE", "WEIGHT", "ACTIVE", "INACTIVE", "SINCE", "WHY"]).ToList();
            foreach (var line in Columns.Format(rows, 2, (row, column, text) => row == 0 || column != 2
                ? text
                : Paint(service.Servers[row - 1].State, text, style)))
            {
                yield return line;
            }
        }
    }

    private static IReadOnlyList<string> Row(ServerStatus server, TimeProvider time) =>
    [
        HostAndPort.Join(server.Address, server.Port),
        server.Host,
        server.State.Word(),
        server.Weight?.ToString() ?? "-",
        server.ActiveConnections.ToString(),
        server.InactiveConnections.ToString(),
        Moment.Show(server.Since, time),
        string.Join("; ", [server.Reason, .. server.Notes, .. server.Labels.Select(label => $"{label.Key}={label.Value}")]),
    ];

    private static string Paint(ServerState state, string text, Style style) => state switch
    {
        ServerState.Up or ServerState.Held => style.Good(text),
        ServerState.Down => style.Bad(text),
        _ => style.Doubtful(text),
    };
}
