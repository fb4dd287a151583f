namespace LvsPluggable.TestPlugins;

/// <summary>Finds every server unfit.</summary>
public sealed class UnfitCheck : IHealthCheck
{
    public ValueTask<HealthResult> CheckAsync(CancellationToken cancellationToken) => ValueTask.FromResult(HealthResult.Unhealthy("unfit as told"));

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
