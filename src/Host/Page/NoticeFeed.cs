using System.Threading.Channels;
using LvsPluggable.Host.Notices;

namespace LvsPluggable.Host.Page;

/// <summary>Hands what happens to those who watch just now. Who does not keep up misses the oldest.</summary>
internal sealed class NoticeFeed : INotices
{
    private const int MostWaiting = 200;

    private readonly Lock _lock = new();
    private volatile Channel<Notice>[] _watchers = [];

    /// <inheritdoc/>
    public void Use(NoticeSettings? settings)
    {
    }

    /// <inheritdoc/>
    public void Take(Notice notice)
    {
        foreach (var watcher in _watchers)
        {
            watcher.Writer.TryWrite(notice);
        }
    }

    /// <summary>Begins to watch.</summary>
    public Channel<Notice> Watch()
    {
        var watcher = Channel.CreateBounded<Notice>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (_lock)
        {
            _watchers = [.. _watchers, watcher];
        }

        return watcher;
    }

    /// <summary>Watches no more.</summary>
    public void Leave(Channel<Notice> watcher)
    {
        lock (_lock)
        {
            _watchers = [.. _watchers.Where(one => one != watcher)];
        }
    }
}
