using System.Globalization;
using LvsPluggable.Text;

namespace LvsPluggable.Host.Ocf;

/// <summary>
/// The line by which the host shows that it lives: "UPTIME STATE OFFSET REASON". The agent's monitor, which runs no program, reads
/// it next to <c>/proc/uptime</c>; hence the clock, and hence the offset from which it makes the time of day.
/// </summary>
internal sealed record Heartbeat
{
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

    /// <summary>The line, without its end.</summary>
    public override string ToString() =>
        $"{UptimeSeconds} {(IsDegraded ? "degraded" : "ok")} {OffsetSeconds} {OneLine.Of(Reason)}".TrimEnd();
}
