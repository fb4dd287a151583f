namespace LvsPluggable.Plugins.PacemakerAttr.Tests;

/// <summary>A clock that goes on only when it is told to; timers are real ones.</summary>
internal sealed class ManualTime : TimeProvider
{
    private long _now = 1;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _now);

    public void Advance(TimeSpan by) => Interlocked.Add(ref _now, by.Ticks);
}
