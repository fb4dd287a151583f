namespace LvsPluggable.Host.Director;

/// <summary>How long a real server that fails again and again is kept out.</summary>
internal sealed record FlapSettings
{
    /// <summary>After its second failure; twice as long after each further one.</summary>
    public required TimeSpan HoldDown { get; init; }

    /// <summary>The longest; and so long after its last failure all is forgiven.</summary>
    public required TimeSpan Longest { get; init; }

    /// <summary>How long a server is kept out after its last failure.</summary>
    /// <param name="failures">How many there were.</param>
    public TimeSpan HoldDownAfter(int failures) => failures < 2
        ? TimeSpan.Zero
        : TimeSpan.FromTicks((long)Math.Min(Longest.Ticks, HoldDown.Ticks * Math.Pow(2, failures - 2)));
}
