using System.Globalization;
using LvsPluggable.Text;

namespace LvsPluggable.Host.Cli;

/// <summary>Moments as people write and read them, in the machine's time zone.</summary>
internal static class Moment
{
    private static readonly string[] TimesOfDay = ["H:mm", "H:mm:ss"];
    private static readonly string[] Dates = ["yyyy-MM-dd", "yyyy-MM-dd H:mm", "yyyy-MM-dd H:mm:ss", "yyyy-MM-ddTH:mm", "yyyy-MM-ddTH:mm:ss"];
    private static readonly string[] Zoned = ["yyyy-MM-ddTH:mm:ssK", "yyyy-MM-ddTH:mmK", "yyyy-MM-ddTH:mm:ss.FFFFFFFK"];

    /// <summary>The time, with the date where that is not today's.</summary>
    public static string Show(DateTimeOffset moment, TimeProvider time)
    {
        var local = TimeZoneInfo.ConvertTime(moment, time.LocalTimeZone);
        return local.ToString(local.Date == time.GetLocalNow().Date ? "HH:mm:ss" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }

    /// <summary>Reads a time of day, the last that there was; a date, with a time or without; or how long ago it was.</summary>
    /// <param name="option">What it was given for.</param>
    /// <param name="text">The text.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="FormatException">It is none; the message is a sentence for people.</exception>
    public static DateTimeOffset Read(string option, string text, TimeProvider time)
    {
        var now = time.GetLocalNow();
        if (TimeOnly.TryParseExact(text, TimesOfDay, CultureInfo.InvariantCulture, DateTimeStyles.None, out var clock))
        {
            var today = At(now.Date + clock.ToTimeSpan(), time);
            return today <= now ? today : At(now.Date.AddDays(-1) + clock.ToTimeSpan(), time);
        }

        if (DateTime.TryParseExact(text, Dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return At(date, time);
        }

        return DateTimeOffset.TryParseExact(text, Zoned, CultureInfo.InvariantCulture, DateTimeStyles.None, out var zoned) ? zoned
            : Ago(text) is { } ago && now - DateTimeOffset.UnixEpoch > ago ? now - ago
            : throw new FormatException(
                $"{option} {OneLine.Of(text)} should be how long ago it was, such as 90s, 30m, 1h or 2d, a time such as 14:03, or a date and a time such as \"2026-11-30 14:03\".");
    }

    private static DateTimeOffset At(DateTime local, TimeProvider time) => new(local, time.LocalTimeZone.GetUtcOffset(local));

    private static TimeSpan? Ago(string text)
    {
        if (text.Length < 2 || !int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return null;
        }

        return text[^1] switch
        {
            's' => TimeSpan.FromSeconds(count),
            'm' => TimeSpan.FromMinutes(count),
            'h' when count <= 876_000 => TimeSpan.FromHours(count),
            'd' when count <= 36_500 => TimeSpan.FromDays(count),
            _ => null,
        };
    }
}
