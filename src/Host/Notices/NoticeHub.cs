using LvsPluggable.Text;

namespace LvsPluggable.Host.Notices;

/// <summary>Gives each notice, with time and instance, to all who take them.</summary>
/// <param name="instance">The name of the resource instance.</param>
/// <param name="time">The clock.</param>
/// <param name="takers">Who takes them, in this order.</param>
internal sealed class NoticeHub(string instance, TimeProvider time, params IReadOnlyList<INotices> takers) : INotices
{
    /// <inheritdoc/>
    public void Use(NoticeSettings? settings)
    {
        foreach (var taker in takers)
        {
            taker.Use(settings);
        }
    }

    /// <inheritdoc/>
    public void Take(Notice notice)
    {
        var whole = notice with { Instance = instance, Time = time.GetUtcNow(), Reason = OneLine.Of(notice.Reason) };
        foreach (var taker in takers)
        {
            taker.Take(whole);
        }
    }
}
