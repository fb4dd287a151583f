using System.Net;

namespace LvsPluggable.Host.Settings.Files;

/// <summary>Gathers services that had a host each into one configuration file.</summary>
/// <param name="former">What each of them was given, under the name that it is to have.</param>
/// <param name="declared">Every parameter of the host and of all loaded plugins, in the order in which people see them.</param>
internal sealed class FileGathering(IReadOnlyList<FileSection> former, IReadOnlyList<Parameter> declared)
{
    // By which people tell services from each other, so it stays with each of them.
    private static readonly string[] Selectors = [HostSettings.Vip.Name, HostSettings.Port.Name, ServiceParameters.FirewallMark.Name];

    private readonly List<string> _names =
    [
        .. declared.Select(parameter => parameter.Name),
        .. former.SelectMany(service => service.Texts.Keys).Except(declared.Select(parameter => parameter.Name)).Order(StringComparer.Ordinal),
    ];

    private readonly Dictionary<string, string?> _defaults = declared.ToDictionary(
        parameter => parameter.Name, parameter => parameter.Default, StringComparer.Ordinal);

    private readonly List<string> _differences = [];

    /// <summary>
    /// Gathers them. Those with the same real servers, checked in the same way at the same port of the same address family, share a pool;
    /// what all of them say becomes a default.
    /// </summary>
    public GatheredFile Gather()
    {
        var groups = former.GroupBy(PoolOf, StringComparer.Ordinal).Select(group => group.ToList()).ToList();
        var ofPools = groups.Select(group => Part(group[0], ParameterScope.Pool)).ToList();
        var ofServices = former.ToDictionary(service => service, service => Part(service, ParameterScope.Service));
        List<(string Name, string Text)> defaults = [.. TakeCommon([.. ofServices.Values]), .. TakeCommon(ofPools)];
        var pools = new List<FileSection>();
        foreach (var (group, ofPool) in groups.Zip(ofPools))
        {
            if (group.Count == 1)
            {
                ofServices[group[0]].AddRange(ofPool);
                continue;
            }

            pools.Add(Section(group[0].Name, ofPool));
            group.ForEach(service => ofServices[service].Add((FileSection.Pool, group[0].Name)));
        }

        var host = Once(ParameterScope.Host);
        return new GatheredFile
        {
            File = new ConfigurationFile
            {
                Host = host.Count == 0 ? null : Section("host", host),
                Defaults = defaults.Count == 0 ? null : Section("defaults", InOrder(defaults)),
                Pools = pools,
                Services = [.. former.Select(service => Section(service.Name, ofServices[service]))],
            },
            Beside = Once(ParameterScope.Resource).ToDictionary(pair => pair.Name, pair => pair.Text, StringComparer.Ordinal),
            Differences = _differences,
        };
    }

    // What two services have to have in common so that one pool is the same to both. Checks and plugins are told the first port and the
    // address, whose family a name does not tell; a firewall mark has no port; and with address translation a real server's port is its own.
    private string PoolOf(FileSection service)
    {
        var texts = service.Texts;
        return !texts.ContainsKey(ServiceParameters.FirewallMark.Name) && !MayTranslate(texts)
            && texts.TryGetValue(HostSettings.Vip.Name, out var vip) && IPAddress.TryParse(vip, out var address) && !IPAddress.IsLoopback(address)
            && texts.TryGetValue(HostSettings.Port.Name, out var ports)
                ? string.Join('\0', [
                    $"{address.AddressFamily}",
                    ports.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(),
                    texts.GetValueOrDefault(ServiceParameters.Protocol.Name),
                    .. Part(service, ParameterScope.Pool).Select(pair => $"{pair.Name}={pair.Text}"),
                ])
                : $"\0{service.Name}";
    }

    private static bool MayTranslate(IReadOnlyDictionary<string, string> texts)
    {
        return Read(ForwardingParameters.ForwardMethod) is ForwardMethod.Nat
            || Read(HostParameters.WeightOfRealServers) is IReadOnlyList<WeightedHost> hosts && hosts.Any(host => host.ForwardMethod == ForwardMethod.Nat);

        object? Read(Parameter parameter) =>
            texts.TryGetValue(parameter.Name, out var text) && parameter.TryParseValue(text, out var value, out _) ? value : null;
    }

    private List<(string Name, string Text)> Part(FileSection service, ParameterScope scope)
    {
        var texts = service.Texts;
        return [.. _names.Where(name => ParameterScopes.Of(name) == scope && texts.ContainsKey(name)).Select(name => (name, texts[name]))];
    }

    private static List<(string Name, string Text)> TakeCommon(List<List<(string Name, string Text)>> parts)
    {
        if (parts.Count < 2)
        {
            return [];
        }

        var common = parts[0].Where(pair => !Selectors.Contains(pair.Name) && parts.TrueForAll(part => part.Contains(pair))).ToList();
        parts.ForEach(part => part.RemoveAll(common.Contains));
        return common;
    }

    private List<(string Name, string Text)> InOrder(List<(string Name, string Text)> pairs) => [.. pairs.OrderBy(pair => _names.IndexOf(pair.Name))];

    // Of what is there once, that of the first who says anything.
    private List<(string Name, string Text)> Once(ParameterScope scope)
    {
        var once = new List<(string Name, string Text)>();
        foreach (var name in _names.Where(name => ParameterScopes.Of(name) == scope && former.Any(service => service.Texts.ContainsKey(name))))
        {
            var text = former.Select(service => service.Texts.GetValueOrDefault(name)).First(given => given is not null)!;
            once.Add((name, text));
            // What the host does is done to those, too, who left it at its default; what is about the process alone is not.
            var said = former.Where(service => scope == ParameterScope.Host || service.Texts.ContainsKey(name))
                .GroupBy(service => service.Texts.GetValueOrDefault(name) ?? _defaults.GetValueOrDefault(name), StringComparer.Ordinal).ToList();
            if (said.Count > 1)
            {
                var words = said.Select(group => $"{(group.Key is null ? "not set" : $"\"{group.Key}\"")} in {string.Join(", ", group.Select(service => service.Name))}");
                _differences.Add($"{name} is {string.Join(" and ", words)}; there is one for all, and here it is \"{text}\".");
            }
        }

        return once;
    }

    private static FileSection Section(string name, List<(string Name, string Text)> pairs)
    {
        var section = new FileSection(name, default);
        pairs.ForEach(pair => section.TryAdd(pair.Name, pair.Text, default));
        return section;
    }
}
