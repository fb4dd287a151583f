namespace LvsPluggable.Host.Ipvs;

/// <summary>What was changed in the kernel's table at once: the first of it, as a start changes as many entries as there are.</summary>
/// <param name="First">The first changes.</param>
/// <param name="More">How many there were besides.</param>
internal sealed record ChangeSummary(IReadOnlyList<TableChange> First, int More)
{
    private const int Most = 20;

    public static ChangeSummary Of(IReadOnlyList<TableChange> changes) =>
        changes.Count <= Most ? new(changes, 0) : new([.. changes.Take(Most)], changes.Count - Most);

    public override string ToString() => string.Join("; ", First) + (More == 0 ? "" : $"; and {More} more");
}
