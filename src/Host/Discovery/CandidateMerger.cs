using System.Net;

namespace LvsPluggable.Host.Discovery;

/// <summary>Merges the lists of all sources: design, "How what plugins say is merged", rule 2.</summary>
internal static class CandidateMerger
{
    /// <param name="sources">What each source said; a source that never gave a list counts as having given <paramref name="adopted"/>.</param>
    /// <param name="adopted">The servers that were in the kernel's table at the start.</param>
    /// <param name="mode">Whether a server must be in all lists or in any.</param>
    /// <param name="servicePort">The port of servers that name none.</param>
    public static IReadOnlyList<Candidate> Merge(
        IReadOnlyList<SourceState> sources, IReadOnlyCollection<Candidate> adopted, MergeMode mode, int servicePort)
    {
        var merged = new Dictionary<IPEndPoint, Entry>();
        foreach (var source in sources)
        {
            if (source.Servers is null)
            {
                foreach (var candidate in adopted)
                {
                    var kept = EntryOf(merged, candidate.EndPoint);
                    kept.Sources.Add(source.Name);
                    kept.Adopted = candidate;
                }

                continue;
            }

            foreach (var server in source.Servers)
            {
                var port = server.Port == 0 ? servicePort : server.Port;
                var entry = EntryOf(merged, new IPEndPoint(server.Address!, port));
                entry.Sources.Add(source.Name);
                entry.Add(server);
            }
        }

        return [.. merged
            .Where(pair => mode == MergeMode.Any || pair.Value.Sources.Count == sources.Count)
            .Select(pair => pair.Value.ToCandidate(pair.Key))];
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

        /// <summary>What was known of the server at the start; it names the server as long as no source does.</summary>
        public Candidate? Adopted { get; set; }

        public HashSet<string> Sources { get; } = new(StringComparer.Ordinal);

        // Where two sources say different things of one server, the first one that says something is believed.
        public void Add(RealServer server)
        {
            if (!_hosts.Contains(server.Host))
            {
                _hosts.Add(server.Host);
            }

            _weight ??= server.Weight;
            foreach (var (name, value) in server.Labels)
            {
                _labels.TryAdd(name, value);
            }
        }

        public Candidate ToCandidate(IPEndPoint endPoint) => _hosts.Count == 0 && Adopted is not null
            ? Adopted
            : new Candidate { EndPoint = endPoint, Hosts = _hosts, Weight = _weight, Labels = _labels };
    }
}
