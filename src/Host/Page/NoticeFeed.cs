using System.Collections.Immutable;
using System.Threading.Channels;
using LvsPluggable.Host.Notices;

namespace LvsPluggable.Host.Page;

/// <summary>Hands what happens to those who watch just now. Who does not keep up misses the oldest.</summary>
internal sealed class NoticeFeed : INotices
{
    private const int MostWaiting = 200;

    private ImmutableList<Channel<Notice>> _watchers = [];

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
        ImmutableInterlocked.Update(ref _watchers, (all, one) => all.Add(one), watcher);
        return watcher;
    }

    /// <summary>Watches no more.</summary>
    public void Leave(Channel<Notice> watcher) => ImmutableInterlocked.Update(ref _watchers, (all, one) => all.Remove(one), watcher);
}
