namespace LvsPluggable.TestPlugins;

/// <summary>Answers what it was told to.</summary>
public sealed class TrialCheck(string answer) : IHealthCheck
{
    public async ValueTask<HealthResult> CheckAsync(CancellationToken cancellationToken)
    {
        if (answer == "hang")
        {
            // Whatever it is told.
            await Task.Delay(Timeout.InfiniteTimeSpan, CancellationToken.None).ConfigureAwait(false);
        }

        return answer switch
        {
            "fit" => HealthResult.Healthy("as told"),
            "half" => HealthResult.Healthy("half as told") with { WeightPercent = 50 },
            "drain" => HealthResult.Drain("drain as told"),
            "unfit" => HealthResult.Unhealthy("unfit as told"),
            "failing" => HealthResult.Failing("failing as told"),
            "throw" => throw new InvalidOperationException("no check today"),
            _ => HealthResult.Unknown("unknown as told"),
        };
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
