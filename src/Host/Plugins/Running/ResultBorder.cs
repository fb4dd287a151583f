using LvsPluggable.Text;

namespace LvsPluggable.Host.Plugins.Running;

/// <summary>Makes of what a check answered what the host can work with. Pure.</summary>
internal static class ResultBorder
{
    /// <summary>The result with a reason on one line; unknown when its status is none.</summary>
    public static HealthResult Of(HealthResult result) => Enum.IsDefined(result.Status)
        ? result with { Reason = OneLine.Of(result.Reason) }
        : HealthResult.Unknown($"the check answered with status {(int)result.Status}, which is none");
}
