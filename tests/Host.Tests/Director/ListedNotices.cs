using System.Collections.Concurrent;
using LvsPluggable.Host.Notices;

namespace LvsPluggable.Host.Tests.Director;

/// <summary>Keeps what programs of the user would be told.</summary>
internal sealed class ListedNotices : INotices
{
    private readonly ConcurrentQueue<Notice> _taken = new();

    /// <summary>In short: event, server and what is new.</summary>
    public IReadOnlyList<string> Said => [.. _taken.Select(notice => $"{notice.Event} {notice.Server?.Split(':')[0].Split('.')[^1]} {notice.New}")];

    public void Use(NoticeSettings? settings)
    {
    }

    public void Take(Notice notice)
    {
        if (NoticeProgram.Tells(notice.Event))
        {
            _taken.Enqueue(notice);
        }
    }
}
