namespace LvsPluggable.TestPlugins;

/// <summary>The servers that a text names; it wakes the host once, when there is a file.</summary>
public sealed class TrialSource(string servers, string? wake) : IRealServerSource, IWakeable
{
    private bool _hasWoken;

    public ValueTask<IReadOnlyList<RealServer>> GetRealServersAsync(CancellationToken cancellationToken) => servers == "fail"
        ? throw new InvalidOperationException("no list today")
        : new([.. servers.Split(' ').Select(host => new RealServer { Host = host, Weight = 3 })]);

    public async ValueTask WaitForChangeAsync(CancellationToken cancellationToken)
    {
        while (_hasWoken || !File.Exists(wake))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken).ConfigureAwait(false);
        }

        _hasWoken = true;
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
