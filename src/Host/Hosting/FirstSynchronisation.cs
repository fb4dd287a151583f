using LvsPluggable.Host.Director;

namespace LvsPluggable.Host.Hosting;

/// <summary>How long a plan's first synchronisation may take.</summary>
internal static class FirstSynchronisation
{
    // Names are resolved, and the table is written, in this much more than sources and checks may take.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    // The cluster manager kills an action that is late, so it is better to answer before, with what is known by then.
    private const double PartOfAction = 0.7;

    /// <summary>Long enough for one call of every source and then of every check.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="action">How long the action that waits for it may take; null when nobody says.</param>
    public static TimeSpan Bound(DirectorPlan plan, TimeSpan? action)
    {
        var full = plan.Services.Select(LongestCalls).DefaultIfEmpty().Max() + Margin;
        return action * PartOfAction is { } bound && bound < full ? bound : full;
    }

    private static TimeSpan LongestCalls(ServiceDefinition service) =>
        service.Sources.Select(service.Discovery.TimeoutOf).DefaultIfEmpty().Max()
        + service.Checks.Select(service.Checking.TimeoutOf).DefaultIfEmpty().Max();
}
