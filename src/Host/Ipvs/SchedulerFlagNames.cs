namespace LvsPluggable.Host.Ipvs;

/// <summary>The names that <c>ipvsadm -b</c> has for scheduler flags; some schedulers have names of their own.</summary>
internal static class SchedulerFlagNames
{
    private static readonly (string Name, SchedulerFlags Flag, string? Scheduler)[] All =
    [
        ("flag-1", SchedulerFlags.Flag1, null),
        ("flag-2", SchedulerFlags.Flag2, null),
        ("flag-3", SchedulerFlags.Flag3, null),
        ("sh-fallback", SchedulerFlags.Flag1, "sh"),
        ("sh-port", SchedulerFlags.Flag2, "sh"),
        ("mh-fallback", SchedulerFlags.Flag1, "mh"),
        ("mh-port", SchedulerFlags.Flag2, "mh"),
    ];

    /// <summary>All names, for messages.</summary>
    public static string List { get; } = string.Join(", ", All.Select(entry => entry.Name));

    /// <summary>Looks a name up.</summary>
    /// <param name="name">One name of the list that <c>-b</c> takes.</param>
    /// <param name="flag">The flag that it means.</param>
    /// <param name="scheduler">The only scheduler that has it; null when every one does.</param>
    public static bool TryFind(string name, out SchedulerFlags flag, out string? scheduler)
    {
        var found = Array.Find(All, entry => entry.Name == name);
        (flag, scheduler) = (found.Flag, found.Scheduler);
        return found.Name is not null;
    }

    /// <summary>The list that <c>-b</c> takes, empty for no flags.</summary>
    public static string Format(string scheduler, SchedulerFlags flags)
    {
        // A scheduler's own name for a flag replaces the general one.
        var names = All
            .Where(entry => flags.HasFlag(entry.Flag) && (entry.Scheduler is null || entry.Scheduler == scheduler))
            .GroupBy(entry => entry.Flag)
            .Select(group => group.MaxBy(entry => entry.Scheduler is not null).Name);
        return string.Join(',', names);
    }
}
