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
        foreach (var (number, source) in sources.Index())
        {
            foreach (var server in source.Servers ?? [])
            {
                EntryOf(merged, EndPointOf(server, servicePort)).Add(server, number);
            }
        }

        // Asked for while something is not known yet, and then of many servers.
        var listed = new Lazy<IReadOnlyList<HashSet<IPEndPoint>>>(
            () => [.. sources.Select(source => (source.Servers ?? []).Select(server => EndPointOf(server, servicePort)).ToHashSet())]);
        var isComplete = sources.All(source => source is { Servers: not null, IsPartial: false });
        return new Listing
        {
            Candidates =
            [
                .. merged.Where(pair => mode == MergeMode.Any || pair.Value.Sources == sources.Count)
                    .Select(pair => pair.Value.ToCandidate(pair.Key)),
            ],
            IsComplete = isComplete,
            IsPartial = sources.Any(source => source.IsPartial),
            CannotBeKnown = !isComplete && sources.All(source => source.Servers is not null || source.Problem is not null),
            IsOpen = endPoint => !isComplete && (mode == MergeMode.Any
                || sources.Index().All(source => source.Item.Servers is null || source.Item.IsPartial || listed.Value[source.Index].Contains(endPoint))),
        };
    }

    /// <summary>What a server of a list is known by.</summary>
    public static IPEndPoint EndPointOf(RealServer server, int servicePort) => new(server.Address!, server.Port == 0 ? servicePort : server.Port);

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
        private IReadOnlyList<string> _hosts = [];
        private IReadOnlyDictionary<string, string>? _labels;
        private int? _weight;
        private ForwardMethod? _method;
        private int? _upper;
        private int? _lower;
        private int _lastSource = -1;

        /// <summary>How many sources list it.</summary>
        public int Sources { get; private set; }

        // Where two sources say different things of one server, the first one that says something is believed.
        public void Add(RealServer server, int source)
        {
            Sources += source == _lastSource ? 0 : 1;
            _lastSource = source;
            if (!_hosts.Contains(server.Host))
            {
                _hosts = [.. _hosts, server.Host];
            }

            _weight ??= server.Weight;
            _method ??= server.ForwardMethod;
            if (_upper is null)
            {
                (_upper, _lower) = (server.UpperThreshold, server.LowerThreshold);
            }

            _labels = _labels is null ? server.Labels : Together(_labels, server.Labels);
        }

        public Candidate ToCandidate(IPEndPoint endPoint) => new()
        {
            EndPoint = endPoint,
            Hosts = _hosts,
            Weight = _weight,
            ForwardMethod = _method,
            UpperThreshold = _upper,
            LowerThreshold = _lower,
            Labels = _labels!,
        };

        private static IReadOnlyDictionary<string, string> Together(
            IReadOnlyDictionary<string, string> first, IReadOnlyDictionary<string, string> other)
        {
            if (other.Count == 0)
            {
                return first;
            }

            var all = new Dictionary<string, string>(other, StringComparer.Ordinal);
            foreach (var (name, value) in first)
            {
                all[name] = value;
            }

            return all;
        }
    }
}
