using LvsPluggable.Host.Director;

namespace LvsPluggable.Host.Cli.Live;

/// <summary>The columns of the list of real servers, as many as a terminal has room for. Pure.</summary>
internal static class ServerColumns
{
    private const int CurveWidth = 10;
    private const int LeastWhy = 30;

    private static readonly ServerColumn[] All =
    [
        new("SERVER", 18, 0, (server, _) => server.Status.Host),
        new("STATE", 9, 0, (server, _) => server.Status.State.Word()),
        new("ADDRESS", 21, 4, (server, _) => server.Key.Server),
        new("WEIGHT", 6, 0, (server, _) => server.Status.Weight?.ToString() ?? "-", IsRight: true),
        new("ACTIVE", 6, 0, (server, _) => Numbers.Count(server.Status.ActiveConnections), IsRight: true),
        new("", CurveWidth, 2, (server, _) => server.Connections.Curve(CurveWidth)),
        new("INACT", 6, 7, (server, _) => Numbers.Count(server.Status.InactiveConnections), IsRight: true),
        new("NEW/S", 6, 3, (server, _) => Numbers.Rate(server.Rates?.Connections), IsRight: true),
        new("", CurveWidth, 5, (server, _) => server.Arrivals.Curve(CurveWidth)),
        new("BYTES/S", 7, 6, (server, _) => Numbers.Rate(server.Rates?.Bytes), IsRight: true),
        new("FOR", 4, 1, (server, now) => Numbers.Ago(server.Status.Since, now), IsRight: true),
    ];

    /// <summary>Those for which there is room, the last of which says why.</summary>
    /// <param name="width">The cells of a line.</param>
    public static IReadOnlyList<ServerColumn> For(int width)
    {
        List<ServerColumn> columns = [.. All];
        while (Left(columns, width) < LeastWhy && columns.MaxBy(column => column.Place) is { Place: > 0 } least)
        {
            columns.Remove(least);
        }

        return [.. columns, new ServerColumn("WHY", Math.Max(0, Left(columns, width)), 0, (server, _) => string.Join("; ", [server.Status.Reason, .. server.Status.Notes]))];
    }

    private static int Left(List<ServerColumn> columns, int width) => width - columns.Sum(column => column.Width + 1);
}
