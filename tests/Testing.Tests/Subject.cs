namespace LvsPluggable.Testing.Tests;

/// <summary>A source and check that does what a test wants.</summary>
internal sealed class Subject : IRealServerSource, IHealthCheck, IWakeable, IMeasuring
{
    public Func<CancellationToken, ValueTask<IReadOnlyList<RealServer>>> List { get; init; } = _ => new([]);

    public Func<CancellationToken, ValueTask<HealthResult>> Check { get; init; } = _ => new(HealthResult.Healthy());

    public Func<CancellationToken, ValueTask> Wait { get; init; } = token => new(Task.Delay(Timeout.InfiniteTimeSpan, token));

    public Func<int, ValueTask> Dispose { get; init; } = _ => ValueTask.CompletedTask;

    public IReadOnlyList<Measurement> Measurements { get; init; } = [];

    public int Disposed { get; private set; }

    public ValueTask<IReadOnlyList<RealServer>> GetRealServersAsync(CancellationToken cancellationToken) => List(cancellationToken);

    public ValueTask<HealthResult> CheckAsync(CancellationToken cancellationToken) => Check(cancellationToken);

    public ValueTask WaitForChangeAsync(CancellationToken cancellationToken) => Wait(cancellationToken);

    public ValueTask DisposeAsync() => Dispose(++Disposed);
}
