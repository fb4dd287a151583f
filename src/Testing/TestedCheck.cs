using LvsPluggable.Host.Plugins.Running;

namespace LvsPluggable.Testing;

/// <summary>A check of one real server, whose calls are made under the host's guard.</summary>
public sealed class TestedCheck
{
    private readonly GuardedCall<HealthResult> _call;
    private readonly Waker _waker;
    private volatile IReadOnlyList<Measurement> _measured = [];

    internal TestedCheck(IHealthCheck check, string name, TimeSpan timeout, TimeProvider time)
    {
        Check = check;
        Name = name;
        Timeout = timeout;
        var account = new PluginAccount(name, 1);
        _call = new GuardedCall<HealthResult>(AskAsync, timeout, account, time);
        _waker = new Waker(check, $"Check {name}", account, time);
    }

    /// <summary>The name under which the plugin added it.</summary>
    public string Name { get; }

    /// <summary>The check itself. The plugin's configuration disposes of it.</summary>
    public IHealthCheck Check { get; }

    /// <summary>The deadline of its calls: what the parameters say, else what the plugin asks for, else the host's default.</summary>
    public TimeSpan Timeout { get; }

    /// <summary>Makes it once, as the host does.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    public async Task<CheckResult> CheckAsync(CancellationToken cancellationToken = default)
    {
        var outcome = await _call.InvokeAsync(cancellationToken).ConfigureAwait(false);
        return new CheckResult(outcome, $"check {Name}") { Measurements = outcome.IsAnswer ? _measured : [] };
    }

    /// <summary>Waits for a wake-up.</summary>
    /// <param name="within">How long, on the clock of the test.</param>
    /// <returns>Whether it woke the host.</returns>
    /// <exception cref="PluginTestException">It is not <see cref="IWakeable"/>.</exception>
    public Task<bool> WakesUpAsync(TimeSpan within) => _waker.WakesUpAsync(within);

    private async ValueTask<HealthResult> AskAsync(CancellationToken cancellationToken)
    {
        var result = ResultBorder.Of(await Check.CheckAsync(cancellationToken).ConfigureAwait(false));
        _measured = MeasurementBorder.Copy(Check);
        return result;
    }
}
