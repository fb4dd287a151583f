using LvsPluggable.Host.Director;

namespace LvsPluggable.Host.Cli.Live;

/// <summary>Which hosts, services and servers are shown, in which order. Pure.</summary>
internal static class LiveSelection
{
    /// <summary>The hosts with what is shown of them; services of which no server is wanted are left out while some are wanted more than others.</summary>
    public static IReadOnlyList<LiveHost> Of(IReadOnlyList<LiveHost> hosts, LiveView view)
    {
        var order = Comparer<LiveServer>.Create((one, other) => view.IsReversed ? Compare(other, one, view.Sort) : Compare(one, other, view.Sort));
        var isFiltered = view.Filter.Length > 0 || view.OnlyTrouble;
        return
        [
            .. hosts.Select(host => host with
            {
                Services = Sorted(
                    [
                        .. host.Services.Select(service => service with { Servers = Sorted([.. service.Servers.Where(server => IsWanted(server, view))], view, order) })
                            .Where(service => service.Servers.Count > 0 || !isFiltered),
                    ],
                    view,
                    order),
            }),
        ];
    }

    /// <summary>The servers in the order in which they are shown.</summary>
    public static IReadOnlyList<LiveServer> Servers(IReadOnlyList<LiveHost> shown) =>
        [.. shown.SelectMany(host => host.Services).SelectMany(service => service.Servers)];

    private static bool IsWanted(LiveServer server, LiveView view) =>
        (!view.OnlyTrouble || server.Status.State != ServerState.Up) && server.Has(view.Filter);

    private static IReadOnlyList<LiveServer> Sorted(IReadOnlyList<LiveServer> servers, LiveView view, IComparer<LiveServer> order) =>
        view.Sort != LiveSort.Table ? [.. servers.Order(order)] : view.IsReversed ? [.. servers.Reverse()] : servers;

    // A service goes by its first server.
    private static IReadOnlyList<LiveService> Sorted(IReadOnlyList<LiveService> services, LiveView view, IComparer<LiveServer> order) =>
        view.Sort == LiveSort.Table
            ? services
            : [.. services.Where(service => service.Servers.Count > 0).OrderBy(service => service.Servers[0], order), .. services.Where(service => service.Servers.Count == 0)];

    private static int Compare(LiveServer one, LiveServer other, LiveSort sort)
    {
        var first = sort switch
        {
            LiveSort.Trouble => one.Rank.CompareTo(other.Rank),
            LiveSort.Connections => other.Status.ActiveConnections.CompareTo(one.Status.ActiveConnections),
            LiveSort.Rate => (other.Rates?.Connections ?? -1).CompareTo(one.Rates?.Connections ?? -1),
            LiveSort.Weight => (other.Status.Weight ?? -1).CompareTo(one.Status.Weight ?? -1),
            _ => 0,
        };
        return first != 0 ? first
            : string.Compare(one.Status.Host, other.Status.Host, StringComparison.OrdinalIgnoreCase) is not 0 and var names ? names
            : string.CompareOrdinal(one.Key.Server, other.Key.Server);
    }
}
