using LvsPluggable;

namespace MySql;

/// <summary>Takes the replicas of MySQL or MariaDB from their primary, and checks that each is read-only and keeps up.</summary>
public sealed class MySqlPlugin : ILvsPlugin
{
    private static readonly Parameter<IReadOnlyList<string>> Primaries = new()
    {
        Name = "mysql_primaries",
        ShortDescription = "Servers that may be the primary",
        LongDescription = "The hosts that may be the primary, such as \"db1 db2\". The replicas of the one that takes writes are the real servers, by the names "
            + "that they say in report_host. The port is that of the virtual service.",
        Parse = text => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } hosts
            && hosts.All(host => Uri.CheckHostName(host) != UriHostNameType.Unknown) ? hosts : throw new FormatException("should be hosts, such as \"db1 db2\""),
        Expected = "hosts such as \"db1 db2\"",
    };

    private static readonly Parameter<TimeSpan> MaximumLag = new()
    {
        Name = "mysql_max_lag",
        ShortDescription = "How far behind a replica may be",
        LongDescription = "A replica that says that it is farther behind its primary gets no new connections. Set, it makes every real server be asked whether it "
            + "is a replica, is read-only and replicates.",
    };

    private static readonly Parameter<string> User = new()
    {
        Name = "mysql_user",
        ShortDescription = "User of MySQL",
        LongDescription = "The user as whom servers are asked.",
        Default = "lvsdr",
    };

    private static readonly Parameter<string> Password = new()
    {
        Name = "mysql_password",
        ShortDescription = "Password of MySQL",
        LongDescription = "The password of mysql_user.",
        Secret = true,
    };

    public string Name => "mysql";

    public IReadOnlyList<Parameter> Parameters { get; } = [Primaries, MaximumLag, User, Password];

    public void Configure(IPluginBuilder plugin)
    {
        plugin.TryGet(Password, out var password);
        var login = new Login(plugin.Get(User), password);
        if (plugin.TryGet(Primaries, out var primaries))
        {
            plugin.AddSource("mysql", () => new ReplicaSource(primaries, plugin.Service.Port, login));
        }

        if (plugin.TryGet(MaximumLag, out var lag))
        {
            plugin.AddCheck("mysql", server => new ReplicaCheck(server, plugin.Service.Port, login, lag));
        }
    }
}
