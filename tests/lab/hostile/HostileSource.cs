using System.Collections;
using LvsPluggable;

namespace Hostile;

internal sealed class HostileSource(string word) : IRealServerSource, IWakeable
{
    private static readonly RealServer Server = new() { Host = "10.77.0.14" };

    public static IRealServerSource Create(string word) => word switch
    {
        "source-factory-throws" => throw new InvalidOperationException("no source today"),
        "source-factory-null" => null!,
        "source-factory-blocks" => Forever.Block<IRealServerSource>(),
        _ => new HostileSource(word),
    };

    public ValueTask<IReadOnlyList<RealServer>> GetRealServersAsync(CancellationToken cancellationToken) => word switch
    {
        "source-blocks" => Forever.Block<ValueTask<IReadOnlyList<RealServer>>>(),
        "source-endless" => new(new EndlessList()),
        "source-null" => new((IReadOnlyList<RealServer>)null!),
        "source-too-many" => new([.. Enumerable.Range(0, 100_000).Select(number => Server with { Host = $"10.{number >> 16}.{(number >> 8) & 255}.{number & 255}" })]),
        "source-escapes" => new([Server with { Host = "a\u001b[31m\nFATAL all is lost" }]),
        "source-impossible" => new([Server with { Host = "0.0.0.0" }, Server with { Host = "224.0.0.1" }, Server with { Host = "255.255.255.255" }]),
        _ => new([]),
    };

    public ValueTask WaitForChangeAsync(CancellationToken cancellationToken) =>
        word == "source-always-ready" ? ValueTask.CompletedTask : new(Task.Delay(Timeout.Infinite, cancellationToken));

    public ValueTask DisposeAsync() => word == "source-dispose-blocks" ? Forever.Block<ValueTask>() : ValueTask.CompletedTask;

    private sealed class EndlessList : IReadOnlyList<RealServer>
    {
        public int Count => 1;

        public RealServer this[int index] => Server;

        public IEnumerator<RealServer> GetEnumerator()
        {
            while (true)
            {
                yield return Server;
            }
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
