using LvsPluggable.Host.Plugins.Running;

namespace LvsPluggable.Testing;

/// <summary>A source, whose calls are made under the host's guard.</summary>
public sealed class TestedSource
{
    private readonly GuardedCall<ListAnswer> _call;
    private readonly Waker _waker;

    internal TestedSource(IRealServerSource source, string name, TimeSpan timeout, int most, TimeProvider time)
    {
        Source = source;
        Name = name;
        Timeout = timeout;
        var account = new PluginAccount(name, 1);
        _call = new GuardedCall<ListAnswer>(token => ListAnswer.AskAsync(source, most, token), timeout, account, time);
        _waker = new Waker(source, $"Source {name}", account, time);
    }

    /// <summary>The name under which the plugin added it.</summary>
    public string Name { get; }

    /// <summary>The source itself. The plugin's configuration disposes of it.</summary>
    public IRealServerSource Source { get; }

    /// <summary>The deadline of its calls: what the parameters say, else what the plugin asks for, else the host's default.</summary>
    public TimeSpan Timeout { get; }

    /// <summary>Asks it once, as the host does.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    public async Task<ListResult> AskAsync(CancellationToken cancellationToken = default)
    {
        var outcome = await _call.InvokeAsync(cancellationToken).ConfigureAwait(false);
        return new ListResult(outcome, $"source {Name}");
    }

    /// <summary>Waits for a wake-up.</summary>
    /// <param name="within">How long, on the clock of the test.</param>
    /// <returns>Whether it woke the host.</returns>
    /// <exception cref="PluginTestException">It is not <see cref="IWakeable"/>.</exception>
    public Task<bool> WakesUpAsync(TimeSpan within) => _waker.WakesUpAsync(within);
}
