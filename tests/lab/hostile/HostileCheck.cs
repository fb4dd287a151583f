using LvsPluggable;

namespace Hostile;

internal sealed class HostileCheck(string word, TimeProvider time) : IHealthCheck, IWakeable
{
    public static IHealthCheck Create(string word, TimeProvider time) => word switch
    {
        "check-factory-throws" => throw new InvalidOperationException("no check today"),
        "check-factory-null" => null!,
        "check-factory-blocks" => Forever.Block<IHealthCheck>(),
        _ => new HostileCheck(word, time),
    };

    public async ValueTask<HealthResult> CheckAsync(CancellationToken cancellationToken)
    {
        switch (word)
        {
            case "check-blocks":
                Forever.Block<bool>();
                break;
            case "check-blocks-the-pool":
                await Task.Delay(1, CancellationToken.None).ConfigureAwait(false);
                Forever.Block<bool>();
                break;
            case "check-blocks-the-clock":
                await Task.Delay(TimeSpan.FromMilliseconds(1), time, CancellationToken.None).ConfigureAwait(false);
                Forever.Block<bool>();
                break;
            case "check-cancel-throws":
                cancellationToken.Register(() => throw new InvalidOperationException("not to be cancelled"));
                await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(false);
                break;
            case "check-cancel-blocks":
                cancellationToken.Register(() => Forever.Block<bool>());
                await Task.Delay(Timeout.Infinite, CancellationToken.None).ConfigureAwait(false);
                break;
            case "check-cancel-blocks-and-ends":
                cancellationToken.Register(() => Forever.Block<bool>());
                await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(false);
                break;
            case "check-out-of-range":
                return new HealthResult { Status = (HealthStatus)77, Reason = "a\u001b[31m\nFATAL all is lost" };
        }

        return HealthResult.Healthy(word);
    }

    public ValueTask WaitForChangeAsync(CancellationToken cancellationToken) => word switch
    {
        "check-always-ready" => ValueTask.CompletedTask,
        "check-wait-blocks" => Forever.Block<ValueTask>(),
        _ => new(Task.Delay(Timeout.Infinite, cancellationToken)),
    };

    public ValueTask DisposeAsync() => word == "check-dispose-blocks" ? Forever.Block<ValueTask>() : ValueTask.CompletedTask;
}
