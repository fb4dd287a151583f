using LvsPluggable.Postgres.Tests.Lab;

namespace LvsPluggable.Postgres.Tests.Check;

internal static class Checks
{
    /// <summary>The plugin with a check that takes part in nothing else.</summary>
    public static TestBuilder Builder(params (string Name, string Text)[] more) =>
        new TestBuilder([("postgres_check", "dbname=postgres user=lvsdr sslmode=disable"), .. more]).Configure();

    public static Task<HealthResult> AskAsync(this IHealthCheck check) => check.CheckAsync(CancellationToken.None).AsTask();

    /// <summary>Waits as the host does between two calls, and asks when the check wakes.</summary>
    public static async Task<HealthResult> WakeAsync(this IHealthCheck check)
    {
        await ((IWakeable)check).WaitForChangeAsync(CancellationToken.None).AsTask().WaitAsync(TimeSpan.FromSeconds(10));
        return await check.AskAsync();
    }

    public static async Task IsHealthyAsync(this IHealthCheck check)
    {
        var result = await check.AskAsync();
        Assert.True(result.Status == HealthStatus.Healthy, $"{result}");
    }

    public static void IsCertain(HealthResult result, string reason)
    {
        Assert.Equal((HealthStatus.Unhealthy, true), (result.Status, result.IsCertain));
        Assert.Contains(reason, result.Reason, StringComparison.Ordinal);
    }

    public static void Counts(HealthResult result, string reason)
    {
        Assert.Equal((HealthStatus.Unhealthy, false), (result.Status, result.IsCertain));
        Assert.Contains(reason, result.Reason, StringComparison.Ordinal);
    }

    public static void IsUnknown(HealthResult result, string reason)
    {
        Assert.Equal(HealthStatus.Unknown, result.Status);
        Assert.Contains(reason, result.Reason, StringComparison.Ordinal);
    }
}
