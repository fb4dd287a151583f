using System.Text.Json;
using LvsPluggable.Host.History;
using LvsPluggable.Host.Notices;
using LvsPluggable.Host.Web;

namespace LvsPluggable.Host.Page;

/// <summary>
/// The last hours for the page, as JSON: each server's strip and the last events. The history is read from the disk, once in a few seconds
/// at the most and once at a time.
/// </summary>
internal sealed class PageHistory(PageSource source, TimeProvider time)
{
    private const int MostEvents = 300;

    private static readonly TimeSpan Shown = TimeSpan.FromHours(6);
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _reading = new(1, 1);
    private byte[] _last = [];
    private long _read;

    /// <summary>Answers one who asks.</summary>
    public async Task AnswerAsync(WebExchange exchange)
    {
        await _reading.WaitAsync(exchange.Gone);
        try
        {
            if (_last.Length == 0 || time.GetElapsedTime(_read) >= Fresh)
            {
                _last = Write(source.Histories(), time.GetUtcNow());
                _read = time.GetTimestamp();
            }
        }
        finally
        {
            _reading.Release();
        }

        await exchange.SendAsync(200, "application/json", _last);
    }

    /// <summary>Writes it.</summary>
    /// <param name="histories">What happened, the oldest first, by instance.</param>
    /// <param name="now">The end of the last hours.</param>
    public static byte[] Write(IReadOnlyDictionary<string, IEnumerable<Notice>> histories, DateTimeOffset now)
    {
        var from = now - Shown;
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteNumber("from", from.ToUnixTimeSeconds());
            json.WriteNumber("to", now.ToUnixTimeSeconds());
            json.WriteStartArray("instances");
            foreach (var (instance, history) in histories)
            {
                WriteInstance(json, instance, [.. history], from);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    private static void WriteInstance(Utf8JsonWriter json, string instance, IReadOnlyList<Notice> history, DateTimeOffset from)
    {
        json.WriteStartObject();
        json.WriteString("instance", instance);
        json.WriteStartArray("strips");
        foreach (var strip in Strip.Of(history, from))
        {
            json.WriteStartObject();
            json.WriteString("service", strip.Service);
            json.WriteString("server", strip.Server);
            json.WriteStartArray("changes");
            foreach (var (at, state) in strip.Changes)
            {
                json.WriteStartArray();
                json.WriteNumberValue(at.ToUnixTimeMilliseconds() / 1000.0);
                json.WriteStringValue(state);
                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("events");
        foreach (var notice in history.TakeLast(MostEvents))
        {
            json.WriteRawValue(HistoryLine.Write(notice));
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
