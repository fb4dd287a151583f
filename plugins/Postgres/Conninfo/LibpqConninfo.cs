using System.Text;
using Npgsql;

namespace LvsPluggable.Postgres.Conninfo;

/// <summary>
/// A connection string of libpq, of either form ("Connection Strings" in the PostgreSQL manual's chapter on libpq), as what it
/// asks for. Two are equal when their keywords have the same values. The text of it has stars in the place of passwords.
/// </summary>
internal sealed record LibpqConninfo
{
    private LibpqConninfo()
    {
    }

    /// <summary>
    /// The values of the keywords by name, passwords included, as they are after unquoting and decoding, with those of the service
    /// and of the environment that the connection string does not have itself.
    /// </summary>
    public required IReadOnlyDictionary<string, string> Values { get; init; }

    /// <summary>The keywords whose values are those of the service.</summary>
    public required IReadOnlySet<string> OfService { get; init; }

    /// <summary>
    /// host, hostaddr and port: at least one server, which <see cref="ConninfoHost.IsNamed">has no name</see> where none is given.
    /// </summary>
    public required IReadOnlyList<ConninfoHost> Hosts { get; init; }

    /// <summary>dbname; null when it is not given, which means the user's name.</summary>
    public required string? Database { get; init; }

    /// <summary>user; null when it is not given.</summary>
    public required string? User { get; init; }

    /// <summary>password; null when it is not given.</summary>
    public required string? Password { get; init; }

    /// <summary>passfile; null when it is not given.</summary>
    public required string? PassFile { get; init; }

    /// <summary>application_name, or else fallback_application_name; null when neither is given.</summary>
    public required string? ApplicationName { get; init; }

    /// <summary>options, for the server's command line; null when it is not given.</summary>
    public required string? Options { get; init; }

    /// <summary>connect_timeout, of which libpq makes 2 seconds when it is 1; null means no limit, as 0 and less do.</summary>
    public required TimeSpan? ConnectTimeout { get; init; }

    /// <summary>What is asked of TLS and of GSS encryption.</summary>
    public required ConninfoTls Tls { get; init; }

    /// <summary>channel_binding and require_auth.</summary>
    public required ConninfoAuthentication Authentication { get; init; }

    /// <summary>krbsrvname; null when it is not given, which means <c>postgres</c>.</summary>
    public required string? KerberosServiceName { get; init; }

    /// <summary>What is asked of TCP's keepalives.</summary>
    public required ConninfoKeepAlive KeepAlive { get; init; }

    /// <summary>
    /// target_session_attrs. It is for whoever chooses among <see cref="Hosts"/>; <see cref="NpgsqlMapping"/> does not pass it on.
    /// </summary>
    public required TargetSessionAttributes TargetSession { get; init; }

    /// <summary>load_balance_hosts: whether to choose among <see cref="Hosts"/> by chance. Like <see cref="TargetSession"/>.</summary>
    public required bool ShufflesHosts { get; init; }

    /// <summary>What the connection string asks for and does not get, in sentences for people.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Reads a connection string, and the service file if there is a service. Of the network it asks nothing.</summary>
    /// <param name="text">The connection string.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="fit">
    /// Makes it fit the parameter that it is for, and adds what does not fit to the mistakes; null: anything fits.
    /// </param>
    /// <exception cref="FormatException">It is wrong; the message has all mistakes, and no password.</exception>
    public static LibpqConninfo Parse(
        string text, ClientEnvironment environment, Func<LibpqConninfo, Mistakes, LibpqConninfo>? fit = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var mistakes = new Mistakes();
        var warnings = new List<string>();
        var keywords = ConninfoText.Read(text, mistakes);
        var ofService = ConninfoDefaults.Add(keywords, environment, mistakes, warnings);
        FindUnmet(keywords, mistakes, warnings);
        var conninfo = Read(keywords, ofService, mistakes, warnings);
        conninfo = fit?.Invoke(conninfo, mistakes) ?? conninfo;
        mistakes.ThrowIfAny();
        return conninfo;
    }

    /// <inheritdoc/>
    public bool Equals(LibpqConninfo? other) => other is not null && Values.SequenceEqual(other.Values);

    /// <inheritdoc/>
    public override int GetHashCode() => Values.Aggregate(0, HashCode.Combine);

    /// <summary>The connection string as keywords and values, with stars in the place of passwords.</summary>
    public override string ToString() =>
        string.Join(' ', Values.Select(pair => $"{pair.Key}={(Keywords.IsSecret(pair.Key) ? "***" : Quote(pair.Value))}"));

    private static LibpqConninfo Read(
        SortedDictionary<string, string> keywords, IReadOnlySet<string> ofService, Mistakes mistakes, List<string> warnings)
    {
        var values = new ConninfoValues(keywords, mistakes);
        if (values.Has("user") && values.Text("user") is null)
        {
            mistakes.Add("user is empty; name one, or leave it out for the user that the program runs as");
        }

        values.Integer("tcp_user_timeout", 0);
        return new LibpqConninfo
        {
            Values = keywords,
            OfService = ofService,
            Hosts = new HostReader(values, mistakes).Read(),
            Database = values.Text("dbname"),
            User = values.Text("user"),
            Password = values.Text("password"),
            PassFile = values.Text("passfile"),
            ApplicationName = values.Text("application_name") ?? values.Text("fallback_application_name"),
            Options = values.Text("options"),
            ConnectTimeout = values.Integer("connect_timeout") is > 0 and var seconds ? TimeSpan.FromSeconds(Math.Max(2, seconds)) : null,
            Tls = new TlsReader(values, mistakes, warnings).Read(),
            Authentication = RequireAuthReader.Read(values, mistakes),
            KerberosServiceName = values.Text("krbsrvname"),
            KeepAlive = ConninfoKeepAlive.Read(values),
            TargetSession = values.Word("target_session_attrs", TargetSessions) ?? TargetSessionAttributes.Any,
            ShufflesHosts = values.Word("load_balance_hosts", [("disable", false), ("random", true)]) ?? false,
            Warnings = warnings,
        };
    }

    private static (string Word, TargetSessionAttributes Meaning)[] TargetSessions =>
    [
        ("any", TargetSessionAttributes.Any), ("read-write", TargetSessionAttributes.ReadWrite),
        ("read-only", TargetSessionAttributes.ReadOnly), ("primary", TargetSessionAttributes.Primary),
        ("standby", TargetSessionAttributes.Standby), ("prefer-standby", TargetSessionAttributes.PreferStandby),
    ];

    private static void FindUnmet(SortedDictionary<string, string> keywords, Mistakes mistakes, List<string> warnings)
    {
        foreach (var (name, value) in keywords)
        {
            var keyword = Keywords.All[name];
            if (keyword.IsUnmet(value))
            {
                var sentence = $"{name} {keyword.Reason}";
                if (keyword.Use == KeywordUse.Refused)
                {
                    mistakes.Add(sentence);
                }
                else
                {
                    warnings.Add(sentence);
                }
            }
        }
    }

    private static string Quote(string value)
    {
        if (value.Length > 0 && !value.Any(character => KeyValueReader.IsSpace(character) || character is '\'' or '\\'))
        {
            return value;
        }

        var text = new StringBuilder("'");
        foreach (var character in value)
        {
            text.Append(character is '\'' or '\\' ? "\\" : "").Append(character);
        }

        return text.Append('\'').ToString();
    }
}
