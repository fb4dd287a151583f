using LvsPluggable.Postgres.Check;
using LvsPluggable.Postgres.Connections;
using LvsPluggable.Postgres.Conninfo;
using LvsPluggable.Postgres.Failures;
using LvsPluggable.Postgres.Replication;
using LvsPluggable.Postgres.Source;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Postgres;

/// <summary>Lists the standbys of a PostgreSQL primary and checks PostgreSQL servers.</summary>
public sealed class PostgresPlugin : ILvsPlugin
{
    private static readonly TimeSpan LongestMargin = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan SearchInterval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestWalk = TimeSpan.FromSeconds(2);

    // Of all configurations since this process started: parameters that change must not make it forget what the host was given.
    private readonly GivenLists _given = new();

    /// <inheritdoc/>
    public string Name => "postgres";

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Parameters => PostgresParameters.All;

    /// <inheritdoc/>
    public void Configure(IPluginBuilder plugin)
    {
        ArgumentNullException.ThrowIfNull(plugin);
        ParameterRules.Check(plugin);
        if (!plugin.IsSet(PostgresParameters.Source.Name) && !plugin.IsSet(PostgresParameters.Check.Name))
        {
            return;
        }

        var checking = CheckSettingsOf(plugin);
        var cluster = new Cluster(SampleWindow(checking), plugin.Time);

        // A check and the source may hold one each, and one is new; without cascades they seldom meet at one server.
        var slots = new ConnectionSlots(plugin.Get(PostgresParameters.Cascade) ? 3 : 2);
        var log = plugin.Logging.CreateLogger(Name);
        if (plugin.IsSet(PostgresParameters.Source.Name))
        {
            AddSource(plugin, checking, cluster, slots, log);
        }

        if (plugin.IsSet(PostgresParameters.Check.Name))
        {
            var conninfo = plugin.Get(PostgresParameters.Check);
            var time = plugin.Time;
            var servers = Factory(plugin, PostgresParameters.Check, checking.Limit, slots, log);
            plugin.AddCheck(Name, server => new PostgresCheck(
                server,
                servers.Create(server.Host, server.Address!, conninfo.Hosts[0].Port ?? (server.Port == 0 ? ConninfoHost.DefaultPort : server.Port)),
                checking,
                cluster,
                log,
                time));
        }
    }

    private void AddSource(IPluginBuilder plugin, CheckSettings checking, Cluster cluster, ConnectionSlots slots, ILogger log)
    {
        var settings = new SourceSettings
        {
            FallbackToPrimary = checking.FallbackToPrimary,
            ReconnectInterval = plugin.TryGet(PostgresParameters.ReconnectInterval, out var interval) ? interval : SearchInterval,
            SampleInterval = SampleInterval(checking),
            Limit = Limit(plugin.Get(HostParameters.SourceTimeout)),
            Family = plugin.Service.AddressFamily ?? plugin.Service.Address?.AddressFamily,
        };
        var time = plugin.Time;
        var naming = plugin.Get(PostgresParameters.ServerName);
        var cascades = plugin.Get(PostgresParameters.Cascade);
        var areTrusted = plugin.Get(PostgresParameters.TrustNames);
        var states = plugin.Get(PostgresParameters.SyncState);
        var half = settings.Limit / 2;
        var walk = half < LongestWalk ? half : LongestWalk;
        var servers = Factory(plugin, PostgresParameters.Source, settings.Limit, slots, log);
        plugin.AddSource(Name, () =>
        {
            var names = new HostNames(time);
            var namer = new RowNamer(naming, names, areTrusted);
            return new StandbySource(
                settings,
                new PrimaryFinder(new ServerDirectory(servers, names), cluster),
                namer,
                new StandbyList(states, log),
                new AnsweringStandbys(cluster, _given, settings.Family, states.Count == SyncStates.Count),
                cascades ? new CascadeWalk(servers.Create, namer, walk, time) : null,
                cluster,
                _given,
                new Complaints("source", log),
                time);
        });
    }

    private static ServerFactory Factory(
        IPluginBuilder plugin, Parameter<LibpqConninfo> parameter, TimeSpan limit, ConnectionSlots slots, ILogger log)
    {
        var conninfo = plugin.Get(parameter);
        foreach (var warning in conninfo.Warnings)
        {
            log.LogWarning("{Parameter}: {Warning}", parameter.Name, warning);
        }

        var passwordFile = plugin.IsSet(PostgresParameters.PasswordFile.Name) ? plugin.Get(PostgresParameters.PasswordFile) : null;
        return new ServerFactory(conninfo, passwordFile, limit, slots, plugin.Time);
    }

    private static CheckSettings CheckSettingsOf(IPluginBuilder plugin) => new()
    {
        Role = plugin.Get(PostgresParameters.Role),
        MaxLagBytes = plugin.IsSet(PostgresParameters.MaxLagBytes.Name) ? plugin.Get(PostgresParameters.MaxLagBytes) : null,
        MaxLag = plugin.IsSet(PostgresParameters.MaxLag.Name) ? plugin.Get(PostgresParameters.MaxLag) : null,
        RequireStreaming = plugin.Get(PostgresParameters.RequireStreaming),
        WeightByLag = plugin.Get(PostgresParameters.WeightByLag),
        FallbackToPrimary = plugin.Get(PostgresParameters.FallbackToPrimary),
        ReconnectInterval = plugin.TryGet(PostgresParameters.ReconnectInterval, out var interval) ? interval : TimeSpan.Zero,
        Limit = Limit(plugin.Get(HostParameters.CheckTimeout)),
    };

    private static TimeSpan Limit(TimeSpan timeout)
    {
        var margin = timeout / 10;
        return timeout - (margin < LongestMargin ? margin : LongestMargin);
    }

    // Fine enough for half of the limit to be told from all of it.
    private static TimeSpan? SampleInterval(CheckSettings checking) => checking switch
    {
        { MaxLag: { } limit } => TimeSpan.FromSeconds(Math.Clamp(limit.TotalSeconds / 8, 0.1, 1)),
        { MaxLagBytes: not null } => TimeSpan.FromSeconds(1),
        _ => null,
    };

    // Long enough to tell a lag of half the limit from one of all of it, and what is far beyond the limit needs no telling.
    private static TimeSpan SampleWindow(CheckSettings checking) =>
        checking.MaxLag is { } limit ? 2 * limit : TimeSpan.FromSeconds(10);
}
