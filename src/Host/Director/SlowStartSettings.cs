namespace LvsPluggable.Host.Director;

/// <summary>How a real server that joins a pool climbs to its weight.</summary>
internal sealed record SlowStartSettings
{
    /// <summary>The kernel's table has weights multiplied by this, so that there are steps below the least weight.</summary>
    public const int Scale = 100;

    /// <summary>How long it climbs.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>A server that was away for less than this has not left.</summary>
    public required TimeSpan Blip { get; init; }

    /// <summary>How long a step takes: no shorter than anybody could tell.</summary>
    public TimeSpan Step => Duration / Scale is var step && step > TimeSpan.FromMilliseconds(100) ? step : TimeSpan.FromMilliseconds(100);

    /// <summary>The weight in the kernel's table of a server that may be climbing.</summary>
    public int KernelWeight(Member member, TimeSpan now)
    {
        var full = Math.Min((long)member.Weight!.Value * Scale, int.MaxValue);
        return member.ClimbsSince is { } since && full > 0
            ? (int)Math.Clamp((long)(full * ((now - since) / Duration)), 1, full)
            : (int)full;
    }
}
