using System.Net;

namespace LvsPluggable.Host.Discovery;

/// <summary>Merges the lists of all sources: design, "How what plugins say is merged", rule 2.</summary>
internal static class CandidateMerger
{
    /// <param name="sources">What each source said.</param>
    /// <param name="mode">Whether a server must be in all lists or in any.</param>
    /// <param name="servicePort">The port of servers that name none.</param>
    public static Listing Merge(IReadOnlyList<SourceState> sources, MergeMode mode, int servicePort)
    {
        var merged = new Dictionary<IPEndPoint, Entry>();
        foreach (var source in sources)
        {
            foreach (var server in source.Servers ?? [])
            {
                var port = server.Port == 0 ? servicePort : server.Port;
                var entry = EntryOf(merged, new IPEndPoint(server.Address!, port));
                entry.Sources.Add(source.Name);
                entry.Add(server);
            }
        }

        var isComplete = sources.All(source => source is { Servers: not null, IsPartial: false });
        return new Listing
        {
            Candidates =
            [
                .. merged.Where(pair => mode == MergeMode.Any || pair.Value.Sources.Count == sources.Count)
                    .Select(pair => pair.Value.ToCandidate(pair.Key)),
            ],
            IsComplete = isComplete,
            IsPartial = sources.Any(source => source.IsPartial),
            CannotBeKnown = !isComplete && sources.All(source => source.Servers is not null || source.Problem is not null),
            IsOpen = endPoint => !isComplete && (mode == MergeMode.Any
                || sources.All(source => source.Servers is null || source.IsPartial
                    || (merged.TryGetValue(endPoint, out var entry) && entry.Sources.Contains(source.Name)))),
        };
    }

    private static Entry EntryOf(Dictionary<IPEndPoint, Entry> merged, IPEndPoint endPoint)
    {
        if (!merged.TryGetValue(endPoint, out var entry))
        {
            merged[endPoint] = entry = new Entry();
        }

        return entry;
    }

    private sealed class Entry
    {
        private readonly List<string> _hosts = [];
        private readonly Dictionary<string, string> _labels = new(StringComparer.Ordinal);
        private int? _weight;
        private ForwardMethod? _method;
        private int? _upper;
        private int? _lower;

        public HashSet<string> Sources { get; } = new(StringComparer.Ordinal);

        // Where two sources say different things of one server, the first one that says something is believed.
        public void Add(RealServer server)
        {
            if (!_hosts.Contains(server.Host))
            {
                _hosts.Add(server.Host);
            }

            _weight ??= server.Weight;
            _method ??= server.ForwardMethod;
            if (_upper is null)
            {
                (_upper, _lower) = (server.UpperThreshold, server.LowerThreshold);
            }

            foreach (var (name, value) in server.Labels)
            {
                _labels.TryAdd(name, value);
            }
        }

        public Candidate ToCandidate(IPEndPoint endPoint) => new()
        {
            EndPoint = endPoint,
            Hosts = _hosts,
            Weight = _weight,
            ForwardMethod = _method,
            UpperThreshold = _upper,
            LowerThreshold = _lower,
            Labels = _labels,
        };
    }
}
