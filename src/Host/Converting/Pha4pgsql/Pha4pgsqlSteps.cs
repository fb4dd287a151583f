using LvsPluggable.Host.Ocf;

namespace LvsPluggable.Host.Converting.Pha4pgsql;

/// <summary>What leads from pha4pgsql's shell agents to lvsdr with its PostgreSQL plugin, as the README's section on upgrading has it.</summary>
internal sealed class Pha4pgsqlSteps
{
    private const string Packages = "apt install ./lvsdr_*.deb ./lvsdr-heartbeat_*.deb";

    private const string Remembers = "Pacemaker remembers a start by the shell agent, which could not reload, and would restart it for this; so it looks away once more.";

    // There may be a shell agent behind it.
    private const string OldProvider = "heartbeat";

    // What the two shell agents know (ra/lvsdr and ra/lvsdr-realsvr of pha4pgsql).
    private static readonly string[] OfRealServer = ["vip", "nic_lo"];

    private readonly IReadOnlyList<CibResource> _resources;
    private readonly List<CibResource> _directors;
    private readonly List<string> _left = [];

    private Pha4pgsqlSteps(IReadOnlyList<CibResource> resources)
    {
        _resources = resources;
        _directors = [.. resources.Where(resource => resource.IsDirector)];
        var mapper = new NativeMapper(resources, _left);
        foreach (var director in _directors)
        {
            if (mapper.Map(director) is { } parameters)
            {
                Native.Add((director, parameters));
            }

            _left.AddRange(director.UnderRules.Select(set => $"{director.Id}: what {set} sets counts only under a rule, and stays as it is."));
        }

        foreach (var server in resources.Where(resource => resource.Type == "lvsdr-realsvr"))
        {
            _left.AddRange(server.Given.Keys.Except(OfRealServer).Where(_ => server.Provider == OldProvider)
                .Select(name => $"{server.Id}: the shell agent has no parameter {name}; pcs resource update {server.Id} {name}= takes it away, if lvsdr-realsvr is not to have it."));
        }
    }

    /// <summary>What has the plugin do its work, by the resource that it is for.</summary>
    public List<(CibResource Director, NativeParameters Parameters)> Native { get; } = [];

    /// <summary>What cannot be said otherwise, in whole sentences.</summary>
    public IReadOnlyList<string> Leftovers => _left;

    /// <summary>Whether there is anything to do.</summary>
    public bool IsEmpty => _directors.Count == 0;

    /// <summary>Reads what is to be done from all resources of a cluster.</summary>
    public static Pha4pgsqlSteps Of(IReadOnlyList<CibResource> resources) => new(resources);

    /// <summary>The parameters of each resource after all steps.</summary>
    public IEnumerable<(string Id, IReadOnlyDictionary<string, string> Parameters)> Afterwards =>
        _directors.Select(director => Native.Find(one => one.Director == director) is { Parameters: { } parameters }
            ? (director.Id, After(director, parameters))
            : (director.Id, director.Given));

    private static IReadOnlyDictionary<string, string> After(CibResource director, NativeParameters parameters) =>
        director.Given.Where(pair => !parameters.Taken.Contains(pair.Key)).Concat(parameters.Set).ToDictionary(StringComparer.Ordinal);

    /// <summary>The steps, in order.</summary>
    public IEnumerable<Step> All()
    {
        List<CibResource> old = [.. _directors.Where(director => director.Provider == OldProvider)];
        if (old.Count > 0)
        {
            var ids = string.Join(" or ", old.Select(director => director.Id));
            yield return new Step
            {
                Comments =
                [
                    $"On every node on which no {ids} runs: the new agents take the place of the old files, which are kept in /var/backups.",
                    $"Which node is which: {string.Join("; ", old.Select(director => $"crm_resource --resource {director.Id} --locate"))}.",
                ],
                Commands = [Packages],
            };
        }

        foreach (var step in old.Select(InPlace))
        {
            yield return step;
        }

        if (Native.Count > 0)
        {
            yield return Account();
        }

        foreach (var (director, parameters) in Native)
        {
            yield return new Step
            {
                Comments = [$"On the node where {director.Id} runs: which table would the plugin make? Nothing is changed. It exits 1 when nobody is fit; then stay here."],
                Commands = [$"lvsdr plan {Words(After(director, parameters).Where(pair => pair.Key != "heatbeat_file"))}"],
            };
            yield return new Step
            {
                Comments =
                [
                    $"On the same node: the plugin takes over, while {director.Id} runs; no connection to a server that stays is cut.",
                    .. director.Provider == OldProvider ? [Remembers] : Array.Empty<string>(),
                ],
                Commands = director.Provider == OldProvider ? Unseen(director, Update(director, parameters)) : [Update(director, parameters), $"lvsdr status {director.Id}"],
            };
        }
    }

    private static Step InPlace(CibResource director)
    {
        // What the shell agent took where nothing was said, and lvsdr does not.
        var isListed = IsSaid(director, ShellParameters.ListScript);
        var isUnread = !isListed && !IsSaid(director, ShellParameters.CheckScript) && !IsSaid(director, ShellParameters.AttributeName);
        var comments = new List<string>
        {
            $"On the node where {director.Id} runs, in place: Pacemaker looks away from it, and the new agent adopts the table that it finds and cuts no connection.",
        };
        if (isUnread)
        {
            comments.Add($"The shell agent asked for the attribute {ShellParameters.UsualAttribute} unsaid; lvsdr wants it said.");
        }

        if (!isListed && !IsSaid(director, ShellParameters.Resource))
        {
            comments.Add(
                $"The shell agent asked which nodes run {ShellParameters.UsualResource} where {ShellParameters.Resource} is unsaid; lvsdr takes weight_of_realservers, or all nodes.");
        }

        return new Step
        {
            Comments = comments,
            Commands = Unseen(
                director,
                [
                    .. isUnread ? [$"pcs resource update {director.Id} {ShellParameters.AttributeName}={ShellParameters.UsualAttribute}"] : Array.Empty<string>(),
                    Packages,
                ]),
        };
    }

    // While Pacemaker looks away the agent takes what is new, and then Pacemaker looks anew and finds nothing to do.
    private static string[] Unseen(CibResource director, params string[] change) =>
    [
        $"pcs resource meta {director.Id} maintenance=true",
        .. change,
        $"crm_resource --resource {director.Id} --force-start",
        $"lvsdr status {director.Id}",
        $"crm_resource --resource {director.Id} --refresh",
        $"pcs resource meta {director.Id} maintenance=",
    ];

    private static string Update(CibResource director, NativeParameters parameters) =>
        $"pcs resource update {director.Id} {Words(parameters.Taken.Select(name => KeyValuePair.Create(name, "")).Concat(parameters.Set))}";

    private static bool IsSaid(CibResource director, string name) => director.Given.ContainsKey(name) || director.Emptied.Contains(name);

    private Step Account() => new()
    {
        Comments =
        [
            "The account that the plugin has, and its password: on the primary, once,",
            "    CREATE ROLE lvsdr LOGIN PASSWORD 'secret'; GRANT pg_monitor TO lvsdr;",
            "in pg_hba.conf of every server, in the cluster or not,",
            $"    host  all  lvsdr  {Network()}  scram-sha-256",
            "and on every node that may direct:",
        ],
        Commands = [$"install -D -m 600 /dev/null {ShellParameters.PasswordFile} && echo secret >{ShellParameters.PasswordFile}"],
    };

    // That of the address, where a resource says how large it is.
    private string Network()
    {
        var vip = _directors[0].Given.GetValueOrDefault("vip", "");
        var address = _resources.FirstOrDefault(resource => resource.Type == "IPaddr2" && resource.Given.GetValueOrDefault("ip") == vip);
        return System.Net.IPAddress.TryParse(vip, out var ip) && int.TryParse(address?.Given.GetValueOrDefault("cidr_netmask"), out var length)
            && AddressRange.OfNetwork(ip, length) is { } network
            ? $"{network.First}/{length}"
            : "NETWORK";
    }

    private static string Words(IEnumerable<KeyValuePair<string, string>> pairs) => string.Join(' ', pairs.Select(pair => $"{pair.Key}={(pair.Value.Length == 0 ? "" : ShellWord.Quote(pair.Value))}"));
}
