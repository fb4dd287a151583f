using LvsPluggable.Text;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Notices;

/// <summary>Gives each notice, with time and instance, to all who take them.</summary>
/// <param name="instance">The name of the resource instance.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Where what is about no virtual service is a line; the director has written the others.</param>
/// <param name="takers">Who takes them, in this order.</param>
internal sealed class NoticeHub(string instance, TimeProvider time, ILogger log, params IReadOnlyList<INotices> takers) : INotices
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
        if (whole.Service is null)
        {
            NoticeLog.Write(log, whole);
        }

        foreach (var taker in takers)
        {
            taker.Take(whole);
        }
    }
}
