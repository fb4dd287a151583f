using LvsPluggable.Host.Ocf;

namespace LvsPluggable.Host.Converting.Pha4pgsql;

/// <summary>Says with parameters of the PostgreSQL plugin what a resource says with pha4pgsql's scripts, or with the attribute that PostgreSQL's agent keeps.</summary>
/// <param name="resources">All resources of the cluster.</param>
/// <param name="left">Gets what cannot be said, in whole sentences.</param>
internal sealed class NativeMapper(IReadOnlyList<CibResource> resources, List<string> left)
{
    private const string User = "lvsdr";
    private const string Database = "postgres";

    private static readonly string[] Agents = ["pgsql", "expgsql"];
    private static readonly string[] States = ["async", "potential", "sync"];

    // The account and its password are lvsdr's own; the rest is said in a place of its own.
    private static readonly string[] Apart = ["host", "port", "user", "password", "passfile", "dbname"];

    /// <summary>Its parameters; null where it goes on with what it has.</summary>
    public NativeParameters? Map(CibResource director) =>
        director.Given.TryGetValue(ShellParameters.ListScript, out var list) ? OfListScript(director, list)
        : director.Given.TryGetValue(ShellParameters.CheckScript, out var check) ? OfCheckScript(director, check)
        : director.Given.TryGetValue(ShellParameters.AttributeName, out var name) ? OfAttribute(director, name)
        : Nothing(director);

    private NativeParameters? Nothing(CibResource director)
    {
        left.Add($"{director.Id}: neither a script nor an attribute that PostgreSQL's agent keeps says which servers are fit, so there is nothing that the plugin would take the place of.");
        return null;
    }

    private NativeParameters? OfListScript(CibResource director, string text)
    {
        if (Known(director, ShellParameters.ListScript, text, "get_active_slaves") is not { } script)
        {
            return null;
        }

        var connection = script.Connection;
        if (!connection.ContainsKey("host"))
        {
            left.Add($"{director.Id}: {ShellParameters.ListScript} names no host, so that the primary is to be said by hand, as in postgres_source=\"host=node1,node2,node3 user={User} dbname={Database}\".");
            return null;
        }

        // What did not count beside this script would count without it.
        return New(director, ShellParameters.All, ("postgres_source", Conninfo(connection, "host", "port")), ("postgres_check", Conninfo(connection)));
    }

    private NativeParameters? OfCheckScript(CibResource director, string text) =>
        Known(director, ShellParameters.CheckScript, text, "check_active_slave") is { } script
            ? New(
                director,
                [ShellParameters.CheckScript, ShellParameters.AttributeName, ShellParameters.AttributeValue],
                ("postgres_check", Conninfo(script.Connection, "port")))
            : null;

    private NativeParameters? OfAttribute(CibResource director, string name)
    {
        var database = resources.FirstOrDefault(resource => Agents.Contains(resource.Type) && name == $"{resource.Id}-status");
        if (database is null || !database.Given.TryGetValue("node_list", out var nodes))
        {
            left.Add($"{director.Id}: {ShellParameters.AttributeName}={name} stays: no resource of the agents pgsql and expgsql here keeps it and names its nodes.");
            return null;
        }

        var value = director.Given.GetValueOrDefault(ShellParameters.AttributeValue, "1");
        var states = value.Split('|').Select(word => word.StartsWith("HS:", StringComparison.Ordinal) ? word[3..] : "").Order(StringComparer.Ordinal).ToList();
        if (states.Exists(state => !States.Contains(state)))
        {
            left.Add($"{director.Id}: {ShellParameters.AttributeValue}={value} stays: only HS:sync, HS:potential and HS:async, with | between them, are states of standbys that postgres_sync_states can say.");
            return null;
        }

        var connection = new Dictionary<string, string>(StringComparer.Ordinal) { ["host"] = string.Join(',', nodes.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) };
        if (database.Given.TryGetValue("pgport", out var port))
        {
            connection["port"] = port;
        }

        var parameters = New(
            director,
            [ShellParameters.AttributeName, ShellParameters.AttributeValue],
            ("postgres_source", Conninfo(connection, "host", "port")),
            ("postgres_check", Conninfo(connection)));
        return states.Count == States.Length
            ? parameters
            : parameters with { Set = parameters.Set.Append(new("postgres_sync_states", string.Join(',', states))).ToDictionary(StringComparer.Ordinal) };
    }

    private PsqlScript? Known(CibResource director, string parameter, string text, string tool)
    {
        var script = PsqlScript.Read(text);
        if (script.Tool != tool)
        {
            left.Add($"{director.Id}: {parameter} stays: it runs {script.Tool}, and what that does beyond pha4pgsql's {tool} is not known here. docs/postgres.md says what the plugin has instead.");
            return null;
        }

        if (script.Unknown.Count > 0)
        {
            left.Add($"{director.Id}: {parameter} stays: \"{string.Join(' ', script.Unknown)}\" of it has no place in a connection string with host, port and the like; with those alone it can be converted.");
            return null;
        }

        return script;
    }

    private NativeParameters New(CibResource director, IEnumerable<string> taken, params (string Name, string Text)[] set)
    {
        var password = ("postgres_password_file", ShellParameters.PasswordFile);
        List<string> own = [.. taken.Where(director.Given.ContainsKey)];
        left.AddRange(own.Where(director.Inherited.Contains).Select(name =>
            $"{director.Id}: {name} comes from its template, clone or group as well, and is to be taken away there in the same step: pcs resource update {director.Id} reaches what is its own."));
        return new NativeParameters { Set = set.Append(password).ToDictionary(StringComparer.Ordinal), Taken = own };
    }

    private static string Conninfo(IReadOnlyDictionary<string, string> connection, params string[] where) => string.Join(' ',
    [
        .. where.Where(connection.ContainsKey).Select(keyword => $"{keyword}={connection[keyword]}"),
        $"user={User}",
        $"dbname={connection.GetValueOrDefault("dbname", Database)}",
        .. connection.Where(pair => !Apart.Contains(pair.Key)).Select(pair => $"{pair.Key}={pair.Value}"),
    ]);
}
