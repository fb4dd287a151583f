using LvsPluggable.Host.Director.Status;

namespace LvsPluggable.Host.Cli.Live;

/// <summary>What a real server has had a second, between two looks.</summary>
/// <param name="Connections">New connections a second.</param>
/// <param name="Bytes">Bytes a second, both ways as far as the director sees them.</param>
internal sealed record Rates(double Connections, double Bytes)
{
    /// <summary>What came between two looks; null when that cannot be said, as of a server that has just come into the table.</summary>
    public static Rates? Between(TrafficStatus? before, TrafficStatus? now, TimeSpan passed) =>
        before is null || now is null || passed <= TimeSpan.Zero || now.Connections < before.Connections || Sum(now) < Sum(before)
            ? null
            : new Rates((now.Connections - before.Connections) / passed.TotalSeconds, (Sum(now) - Sum(before)) / passed.TotalSeconds);

    private static ulong Sum(TrafficStatus traffic) => traffic.IncomingBytes + traffic.OutgoingBytes;
}
