using LvsPluggable.Host.Ipvs;

namespace LvsPluggable.Host.Director;

/// <summary>Computes what makes the kernel's table of one virtual service equal to the desired one. Pure.</summary>
internal static class TableDiff
{
    /// <returns>The changes, in the order in which they are to be made.</returns>
    public static IReadOnlyList<TableChange> Compute(
        VirtualService desired,
        IReadOnlyList<Destination> desiredDestinations,
        VirtualService? actual,
        IReadOnlyList<Destination> actualDestinations)
    {
        var changes = new List<TableChange>();
        if (actual is null || !actual.Equals(desired))
        {
            var kind = actual is null ? ChangeKind.AddService : ChangeKind.EditService;
            changes.Add(new TableChange { Kind = kind, Service = desired });
        }

        var there = actualDestinations.ToDictionary(destination => destination.EndPoint);
        foreach (var destination in desiredDestinations)
        {
            if (!there.Remove(destination.EndPoint, out var before))
            {
                changes.Add(new TableChange { Kind = ChangeKind.AddDestination, Service = desired, Destination = destination });
            }
            else if (!before.Equals(destination))
            {
                var kind = destination.Weight == 0 ? ChangeKind.QuiesceDestination : ChangeKind.EditDestination;
                changes.Add(new TableChange { Kind = kind, Service = desired, Destination = destination, Before = before });
            }
        }

        changes.AddRange(there.Values.Select(destination =>
            new TableChange { Kind = ChangeKind.DeleteDestination, Service = desired, Destination = destination }));
        return [.. changes.OrderBy(change => change.Kind)];
    }
}
