using LvsPluggable;

namespace Patroni;

/// <summary>Takes the members of a Patroni cluster from its REST interface, and asks each member's Patroni whether it has the role that is wanted.</summary>
public sealed class PatroniPlugin : ILvsPlugin
{
    private static readonly Parameter<IReadOnlyList<Uri>> Urls = new()
    {
        Name = "patroni_urls",
        ShortDescription = "REST interfaces of Patroni",
        LongDescription = "Where the REST interfaces of some of the cluster's members are, such as \"http://db1:8008 http://db2:8008\". The first that answers "
            + "lists the members, which are the real servers, and each is asked at the interface that it says.",
        Parse = text => [.. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(ReadUrl)],
        Expected = "addresses such as \"http://db1:8008 http://db2:8008\"",
    };

    private static readonly Parameter<PatroniRole> Role = new()
    {
        Name = "patroni_role",
        ShortDescription = "Which members are fit",
        LongDescription = "replica: those that follow; leader: the one that has the leader's lock.",
        Default = "replica",
    };

    private static readonly Parameter<long> MaximumLag = new()
    {
        Name = "patroni_max_lag",
        ShortDescription = "How far behind a replica may be",
        LongDescription = "A replica whose replay is more bytes behind the leader gets no new connections. Without it, none is too far behind.",
        Minimum = 0,
    };

    public string Name => "patroni";

    public IReadOnlyList<Parameter> Parameters { get; } = [Urls, Role, MaximumLag];

    public void Configure(IPluginBuilder plugin)
    {
        if (!plugin.TryGet(Urls, out var urls))
        {
            return;
        }

        var role = plugin.Get(Role);
        var lag = plugin.TryGet(MaximumLag, out var most) ? most : (long?)null;
        if (role == PatroniRole.Leader && lag is not null)
        {
            throw new FormatException($"{MaximumLag.Name}=\"{lag}\" should not be set next to {Role.Name}=\"leader\", which is never behind.");
        }

        plugin.AddSource("patroni", () => new MemberSource(urls, role, plugin.Service.Port));
        plugin.AddCheck("patroni", server => new MemberCheck(server, role, lag));
    }

    private static Uri ReadUrl(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
        ? url
        : throw new FormatException("should be addresses such as \"http://db1:8008 http://db2:8008\"");
}
