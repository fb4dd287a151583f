using LvsPluggable.Host.Ipvs;

namespace LvsPluggable.Host.Director;

/// <summary>Makes changes in the kernel's table.</summary>
internal static class TableWriter
{
    /// <summary>Makes all changes; one that the kernel refuses does not keep the others from being made.</summary>
    /// <returns>The changes that were refused, each with the kernel's words.</returns>
    /// <exception cref="OperationCanceledException">The host is stopping.</exception>
    public static async Task<IReadOnlyList<(TableChange Change, string Problem)>> ApplyAsync(
        IIpvsClient kernel, IReadOnlyList<TableChange> changes, CancellationToken stopping)
    {
        var refused = new List<(TableChange, string)>();
        var missing = new HashSet<ServiceKey>();
        var left = changes.Count > 1 ? await kernel.TryAllAsync(changes, stopping) : changes;
        foreach (var change in left.Where(change => !missing.Contains(change.Service.Key)))
        {
            try
            {
                await kernel.ApplyAsync(change, stopping);
            }
            catch (IpvsException problem)
            {
                refused.Add((change, problem.Message));
                if (change.Kind == ChangeKind.AddService)
                {
                    missing.Add(change.Service.Key);
                }
            }
        }

        return refused;
    }
}
