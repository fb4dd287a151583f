namespace LvsPluggable.Host.Converting;

/// <summary>The resources that do under Pacemaker what was converted, as the README makes them.</summary>
internal static class ClusterResources
{
    private const string Director = "ocf:lvs:lvsdr";
    private const string RealServer = "ocf:lvs:lvsdr-realsvr";

    private static readonly (string, string)[] OfDirector =
        [("start", "timeout=60s"), ("stop", "timeout=60s"), ("monitor", "interval=5s timeout=30s")];

    private static readonly (string, string)[] OfOthers = [("monitor", "interval=10s")];

    // What of the parameters of a director its twins, who take what it synchronises, have as well.
    private static readonly string[] OfSync = ["sync_interface", "sync_id", "sync_maxlen", "sync_group", "sync_port"];

    /// <summary>One resource for each service.</summary>
    public static IReadOnlyList<ClusterResource> OfServices(Conversion conversion)
    {
        var addresses = Addresses(conversion);
        return
        [
            .. conversion.Services.Select(service => new ClusterResource
            {
                Id = IdOf("lvsdr", service.Name),
                Agent = Director,
                Parameters = service.Parameters.Concat(conversion.Once).ToDictionary(StringComparer.Ordinal),
                Operations = OfDirector,
                With = service.Vip is { } vip ? [IdOf("vip", vip)] : [],
                Before = service.Vip is { } address ? [IdOf("vip", address)] : [],
                Comment = service.Vip is null ? "Nothing says which address brings the marked packets; lvsdr is to be with it, and to start before it." : "",
            }),
            .. Sync(conversion),
            .. addresses,
            .. RealServers(conversion),
        ];
    }

    /// <summary>One resource for a configuration file that has all services.</summary>
    /// <param name="conversion">What was converted.</param>
    /// <param name="file">Where the file will be.</param>
    public static IReadOnlyList<ClusterResource> OfFile(Conversion conversion, string file)
    {
        var addresses = Addresses(conversion).Select(address => address with { With = [] }).ToList();
        var ids = addresses.ConvertAll(address => address.Id);
        return
        [
            new ClusterResource
            {
                Id = "lvsdr",
                Agent = Director,
                Parameters = new Dictionary<string, string>(StringComparer.Ordinal) { ["config"] = file },
                Operations = OfDirector,
                With = ids,
                Before = ids,
            },
            .. Sync(conversion),
            .. addresses,
            .. RealServers(conversion),
        ];
    }

    private static List<ClusterResource> Addresses(Conversion conversion)
    {
        var ofServices = conversion.Services.Select(service => service.Vip).OfType<string>()
            .Select(vip => conversion.Addresses.Find(address => address.Address == vip) ?? new ConvertedAddress(vip, null, null, vip));
        List<ConvertedAddress> all = [.. ofServices.Concat(conversion.Addresses).DistinctBy(address => address.Address)];
        return all.ConvertAll(address =>
        {
            var first = all.Find(other => other.Group == address.Group)!;
            var parameters = new Dictionary<string, string>(StringComparer.Ordinal) { ["ip"] = address.Address };
            if (address.Prefix is { } prefix)
            {
                parameters["cidr_netmask"] = prefix;
            }

            if (address.Interface is { } nic)
            {
                parameters["nic"] = nic;
            }

            return new ClusterResource
            {
                Id = IdOf("vip", address.Address),
                Agent = "ocf:heartbeat:IPaddr2",
                Parameters = parameters,
                Operations = OfOthers,
                With = first == address ? [] : [IdOf("vip", first.Address)],
            };
        });
    }

    private static IEnumerable<ClusterResource> Sync(Conversion conversion)
    {
        if (conversion.Once.ContainsKey(OfSync[0]))
        {
            yield return new ClusterResource
            {
                Id = "lvsdr-sync",
                Agent = RealServer,
                Parameters = conversion.Once.Where(pair => OfSync.Contains(pair.Key)).ToDictionary(StringComparer.Ordinal),
                Operations = OfOthers,
                IsClone = true,
                Comment = "Directors that do not direct take the sessions of the one that does.",
            };
        }
    }

    private static IEnumerable<ClusterResource> RealServers(Conversion conversion) => conversion.Services
        .Where(service => service.Parameters.GetValueOrDefault("forward_method") != "nat")
        .Select(service => service.Vip)
        .OfType<string>()
        .Distinct(StringComparer.Ordinal)
        .Select((vip, index) => new ClusterResource
        {
            Id = IdOf("lvsdr-realsvr", vip),
            Agent = RealServer,
            Parameters = new Dictionary<string, string>(StringComparer.Ordinal) { ["vip"] = vip, ["nic_lo"] = $"lo:{index}" },
            Operations = OfOthers,
            IsClone = true,
            IsSuggestion = true,
            Comment = $"Real servers need {vip} on lo, unheard by the network. Where they are nodes of this cluster, this does it:",
        });

    // An id of the CIB is a name of XML, which has no colon here and begins with a letter.
    private static string IdOf(string prefix, string name) =>
        $"{prefix}-{string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' ? letter : '-'))}";
}
