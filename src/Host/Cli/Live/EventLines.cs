using LvsPluggable.Host.Notices;
using LvsPluggable.Text;
using Spectre.Console;

namespace LvsPluggable.Host.Cli.Live;

/// <summary>Draws what happened, a line each.</summary>
internal static class EventLines
{
    private const int KindWidth = 10;

    public static Paragraph Of(Notice notice, int width, TimeProvider time)
    {
        var moment = Moment.Show(notice.Time, time);
        var about = notice.Server is not null ? NoticeLog.Server(notice) : notice.Host ?? notice.Service ?? notice.Instance;
        var change = HistoryText.Change(notice) is { } told ? $"{told}: " : "";
        var left = width - moment.Length - KindWidth - 2;
        return new Paragraph($"{moment} ", Ink.Soft)
            .Append(Cells.Fit(NoticeLog.Word(notice.Event), KindWidth) + " ", Ink.Of(notice.Event))
            .Append(Cells.Fit(OneLine.Of($"{about}  {change}{notice.Reason}"), left));
    }
}
