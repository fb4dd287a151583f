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

                // What says nothing new says that the connection is alive.
                await WriteAsync(body, last.AsSpan().SequenceEqual(now.ForViewers) ? ":\n\n"u8.ToArray() : Event("status", now.ForViewers), exchange.Gone);
                last = now.ForViewers;
                await PauseAsync(watcher.Reader, now.Servers > Many ? PauseOfMany : Pause, exchange.Gone);
                while (watcher.Reader.TryRead(out var notice))
                {
                    await WriteAsync(body, Event("notice", Encoding.UTF8.GetBytes(HistoryLine.Write(notice))), exchange.Gone);
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

    private static async Task WriteAsync(Stream body, byte[] bytes, CancellationToken gone)
    {
        await body.WriteAsync(bytes, gone);
        await body.FlushAsync(gone);
    }

    // JSON has no line breaks of its own.
    private static byte[] Event(string name, byte[] json) => [.. Encoding.ASCII.GetBytes($"event: {name}\ndata: "), .. json, .. "\n\n"u8];
}
