using LvsPluggable.Host.Notices;

namespace LvsPluggable.Host.Director;

/// <summary>Keeps to itself what a host in standby would have done.</summary>
internal sealed class StandbyNotices(INotices notices, Func<bool> isStandby) : INotices
{
    /// <inheritdoc/>
    public void Use(NoticeSettings? settings) => notices.Use(settings);

    /// <inheritdoc/>
    public void Take(Notice notice)
    {
        if (!isStandby())
        {
            notices.Take(notice);
        }
    }
}
