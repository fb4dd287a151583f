using System.Diagnostics.CodeAnalysis;
using System.Globalization;

using LvsPluggable.Host.Text;

namespace LvsPluggable.Host.Ocf;

/// <summary>
/// The line by which the host shows that it lives: "UPTIME STATE OFFSET REASON". The agent's monitor, which runs no program, reads
/// it next to <c>/proc/uptime</c>; hence the clock, and hence the offset from which it makes the time of day.
/// </summary>
internal sealed record Heartbeat
{
    /// <summary>The age from which on the host counts as hung. The agent has the same number.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    /// <summary>Seconds since boot (first field of <c>/proc/uptime</c>) when it was written.</summary>
    public required long UptimeSeconds { get; init; }

    /// <summary>Whether the service runs but something needs attention.</summary>
    public required bool IsDegraded { get; init; }

    /// <summary>Unix time minus uptime, in seconds.</summary>
    public required long OffsetSeconds { get; init; }

    /// <summary>What needs attention, in words; may be empty.</summary>
    public required string Reason { get; init; }

    /// <summary>The heartbeat of this moment.</summary>
    /// <param name="time">The clock that tells the time of day.</param>
    /// <param name="degradedReason">What needs attention; null when nothing does.</param>
    /// <exception cref="IOException"><c>/proc</c> cannot be read.</exception>
    public static Heartbeat Now(TimeProvider time, string? degradedReason)
    {
        ArgumentNullException.ThrowIfNull(time);
        var uptime = ReadUptimeSeconds();
        return new Heartbeat
        {
            UptimeSeconds = uptime,
            IsDegraded = degradedReason is not null,
            OffsetSeconds = time.GetUtcNow().ToUnixTimeSeconds() - uptime,
            Reason = degradedReason ?? "",
        };
    }

    /// <summary>Whole seconds since boot, as <c>/proc/uptime</c> has them: time in suspend counts, as it does for the agent.</summary>
    /// <exception cref="IOException"><c>/proc</c> cannot be read.</exception>
    public static long ReadUptimeSeconds()
    {
        var text = File.ReadAllText("/proc/uptime");
        return long.TryParse(text.AsSpan(0, text.IndexOf('.', StringComparison.Ordinal)), CultureInfo.InvariantCulture, out var seconds)
            ? seconds
            : throw new IOException($"/proc/uptime is not understood: {text}");
    }

    /// <summary>Reads the line.</summary>
    /// <param name="line">The line, without its end.</param>
    /// <param name="heartbeat">What it says, when it is a heartbeat.</param>
    public static bool TryParse(string line, [NotNullWhen(true)] out Heartbeat? heartbeat)
    {
        ArgumentNullException.ThrowIfNull(line);
        var words = line.Split(' ', 4);
        heartbeat = words.Length >= 3
            && long.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var uptime)
            && words[1] is "ok" or "degraded"
            && long.TryParse(words[2], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var offset)
                ? new Heartbeat
                {
                    UptimeSeconds = uptime,
                    IsDegraded = words[1] == "degraded",
                    OffsetSeconds = offset,
                    Reason = words.Length == 4 ? words[3] : "",
                }
                : null;
        return heartbeat is not null;
    }

    /// <summary>The line, without its end.</summary>
    public override string ToString() =>
        $"{UptimeSeconds} {(IsDegraded ? "degraded" : "ok")} {OffsetSeconds} {Words.OneLine(Reason)}".TrimEnd();
}
