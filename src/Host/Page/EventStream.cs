using System.Text;
using LvsPluggable.Host.History;
using LvsPluggable.Host.Notices;
using LvsPluggable.Host.Web;

namespace LvsPluggable.Host.Page;

/// <summary>
/// What changes, as it changes, for who keeps the connection open: server-sent events (WHATWG HTML, section 9.2), <c>status</c> with what
/// <c>/status.json</c> has but for the costs of plugins and the wanted table, and <c>notice</c> with what happened.
/// </summary>
internal sealed class EventStream(StatusLook look, NoticeFeed feed, TimeProvider time)
{
    private const int Many = 200;

    // What says nothing new says that the connection is alive.
    private static readonly byte[] IsAlive = ":\n\n"u8.ToArray();

    // JSON has no line breaks of its own.
    private static readonly byte[] StatusBegins = "event: status\ndata: "u8.ToArray();
    private static readonly byte[] NoticeBegins = "event: notice\ndata: "u8.ToArray();
    private static readonly byte[] Ends = "\n\n"u8.ToArray();

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    // Where a look is hundreds of kilobytes.
    private static readonly TimeSpan PauseOfMany = TimeSpan.FromSeconds(5);

    // Browsers come again by themselves.
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>Answers one who watches.</summary>
    public async Task AnswerAsync(WebExchange exchange)
    {
        var body = exchange.Begin(200, "text/event-stream");
        var watcher = feed.Watch();
        try
        {
            var begun = time.GetTimestamp();
            byte[] last = [];
            await body.WriteAsync("retry: 3000\n\n"u8.ToArray(), exchange.Gone);
            while (time.GetElapsedTime(begun) < Longest)
            {
                var now = await look.NowAsync(exchange.Gone);

                await WriteAsync(body, last.AsSpan().SequenceEqual(now.ForViewers) ? [IsAlive] : [StatusBegins, now.ForViewers, Ends], exchange.Gone);
                last = now.ForViewers;
                await PauseAsync(watcher.Reader, now.Servers > Many ? PauseOfMany : Pause, exchange.Gone);
                while (watcher.Reader.TryRead(out var notice))
                {
                    await WriteAsync(body, [NoticeBegins, Encoding.UTF8.GetBytes(HistoryLine.Write(notice)), Ends], exchange.Gone);
                }
            }
        }
        finally
        {
            feed.Leave(watcher);
        }
    }

    // What happens ends the pause.
    private async Task PauseAsync(System.Threading.Channels.ChannelReader<Notice> notices, TimeSpan pause, CancellationToken gone)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(gone);
        var happens = notices.WaitToReadAsync(ending.Token).AsTask();
        await Task.WhenAny(happens, Task.Delay(pause, time, ending.Token));
        await ending.CancelAsync();
        gone.ThrowIfCancellationRequested();
    }

    private static async Task WriteAsync(Stream body, byte[][] parts, CancellationToken gone)
    {
        foreach (var part in parts)
        {
            await body.WriteAsync(part, gone);
        }

        await body.FlushAsync(gone);
    }
}
