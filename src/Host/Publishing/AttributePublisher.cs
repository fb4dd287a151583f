using LvsPluggable.Host.Text;
using LvsPluggable.Host.Threads;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Publishing;

/// <summary>
/// Keeps a node attribute of the cluster equal to a number. It costs nothing before it has a name, and what the cluster does not take holds up
/// nobody. Its members may be called from several threads.
/// </summary>
/// <param name="count">The number.</param>
/// <param name="attributes">The cluster's attributes of this node.</param>
/// <param name="record">Told the name before there is such an attribute, and null once there is none, so that somebody else can remove it.</param>
/// <param name="threads">Where it runs.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Where it is said that the cluster takes nothing.</param>
internal sealed class AttributePublisher(
    Func<int> count, INodeAttributes attributes, Action<string?> record, HostThreads threads, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    // Pacemaker forgets such attributes when it starts anew.
    private static readonly TimeSpan Renewal = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _over = new();
    private readonly Lock _lock = new();
    private volatile string? _name;
    private volatile string? _problem;
    private Task _publishing = Task.CompletedTask;
    private (string Name, int Count)? _told;
    private long _due;

    /// <summary>Why the cluster does not know the number; null when it does, or need not.</summary>
    public string? Problem => _problem;

    /// <summary>Publishes under this name from now on, and removes what was there under another one; under none with null.</summary>
    public void Use(string? name)
    {
        lock (_lock)
        {
            _name = name;
            if (name is not null && _publishing.IsCompleted && !_over.IsCancellationRequested)
            {
                _publishing = threads.Run(() => PublishAsync(_over.Token));
            }
        }
    }

    /// <summary>Publishes nothing more.</summary>
    /// <param name="removes">Whether the attribute goes, or stays for a host that comes after this one.</param>
    /// <param name="deadline">Bounds that.</param>
    public async Task EndAsync(bool removes, CancellationToken deadline)
    {
        await _over.CancelAsync();
        await HostThreads.EndAsync([_publishing]);
        if (removes && _told is not null)
        {
            await TryAsync(() => RemoveAsync(deadline), deadline);
        }

        _over.Dispose();
    }

    private async Task PublishAsync(CancellationToken stopping)
    {
        while (true)
        {
            if (IsDue())
            {
                await TryAsync(() => TellAsync(stopping), stopping);
            }

            await Task.Delay(Interval, time, stopping);
        }
    }

    private bool IsDue()
    {
        var isOver = time.GetTimestamp() >= _due;
        return _problem is not null ? isOver
            : _name is { } name ? _told != (name, count()) || isOver
            : _told is not null;
    }

    private async Task TellAsync(CancellationToken stopping)
    {
        var name = _name;
        if (_told is { } told && told.Name != name)
        {
            await RemoveAsync(stopping);
        }

        if (name is not null)
        {
            var number = count();
            record(name);
            await attributes.SetAsync(name, $"{number}", stopping);
            _told = (name, number);
        }
    }

    private async Task RemoveAsync(CancellationToken cancellationToken)
    {
        await attributes.DeleteAsync(_told!.Value.Name, cancellationToken);
        _told = null;
        record(null);
    }

    private async Task TryAsync(Func<Task> action, CancellationToken stopping)
    {
        try
        {
            await action();
            _problem = null;
            _due = After(Renewal);
        }
        catch (Exception failure) when (!stopping.IsCancellationRequested)
        {
            var problem = $"publish_attribute: the cluster does not take it: {Words.Of(failure)}";
            if (_problem != problem)
            {
                log.LogWarning("{Problem}", problem);
            }

            _problem = problem;
            _due = After(Retry);
        }
    }

    private long After(TimeSpan span) => time.GetTimestamp() + (long)(span.TotalSeconds * time.TimestampFrequency);
}
