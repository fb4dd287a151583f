namespace LvsPluggable.Postgres.Conninfo;

/// <summary>
/// Reads the form <c>postgresql://user:password@host:port,host:port/dbname?keyword=value&amp;…</c> (conninfo_uri_parse_options in
/// src/interfaces/libpq/fe-connect.c; "Connection URIs" in the manual's chapter on libpq).
/// </summary>
internal sealed class UriReader
{
    private static readonly string[] Schemes = ["postgresql://", "postgres://"];

    private readonly Mistakes _mistakes;
    private readonly List<ConninfoItem> _items = [];

    private UriReader(Mistakes mistakes) => _mistakes = mistakes;

    /// <summary>Whether a text is of this form.</summary>
    /// <param name="text">The connection string.</param>
    public static bool Recognizes(string text) => SchemeLength(text) > 0;

    /// <summary>The keywords and values of a text.</summary>
    /// <param name="text">The connection string, which <see cref="Recognizes"/> takes.</param>
    /// <param name="mistakes">Where mistakes of the form are added.</param>
    public static List<ConninfoItem> Read(string text, Mistakes mistakes)
    {
        var reader = new UriReader(mistakes);
        reader.ReadAll(text, SchemeLength(text));
        return reader._items;
    }

    private static int SchemeLength(string text) =>
        Array.Find(Schemes, scheme => text.StartsWith(scheme, StringComparison.Ordinal))?.Length ?? 0;

    private void ReadAll(string text, int start)
    {
        // Servers' releases differ in what a space means, so that none is right everywhere.
        if (text.Any(KeyValueReader.IsSpace))
        {
            _mistakes.Add("the URI has spaces; write %20 for each that belongs to a value");
            _mistakes.ShowNothing = true;
        }

        var rest = text[start..];
        var sign = rest.IndexOfAny(['@', '/']);
        if (sign >= 0 && rest[sign] == '@')
        {
            ReadUser(rest[..sign]);
            rest = rest[(sign + 1)..];
        }

        if (rest.Contains('@', StringComparison.Ordinal))
        {
            _mistakes.ShowNothing = true;
        }

        var end = ReadHosts(rest);
        if (end is not { } at)
        {
            return;
        }

        if (at < rest.Length && rest[at] == '/')
        {
            var question = rest.IndexOf('?', at);
            var name = question < 0 ? rest[(at + 1)..] : rest[(at + 1)..question];
            Add("dbname", name, "the database");
            at = question < 0 ? rest.Length : question;
        }

        if (at < rest.Length)
        {
            ReadParameters(rest[(at + 1)..]);
        }
    }

    private void ReadUser(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        Add("user", colon < 0 ? text : text[..colon], "the user");
        if (colon >= 0)
        {
            _mistakes.Hide(text[(colon + 1)..]);
            Add("password", text[(colon + 1)..], "the password");
        }
    }

    // Returns where the hosts end: at a slash, a question mark or the end. Null after a mistake that leaves nothing to go on from.
    private int? ReadHosts(string text)
    {
        var hosts = new List<string>();
        var ports = new List<string>();
        var at = 0;
        while (true)
        {
            if (at < text.Length && text[at] == '[')
            {
                var close = text.IndexOf(']', at);
                if (close <= at + 1 || (close + 1 < text.Length && text[close + 1] is not (':' or '/' or '?' or ',')))
                {
                    _mistakes.Add("the [ before a host needs an IPv6 address, a ] and then nothing but a port, as in [::1]:5432");
                    return null;
                }

                hosts.Add(text[(at + 1)..close]);
                at = close + 1;
            }
            else
            {
                var start = at;
                at = EndOf(text, at, ":/?,");
                hosts.Add(text[start..at]);
            }

            var port = at;
            at = at < text.Length && text[at] == ':' ? EndOf(text, at, "/?,") : at;
            ports.Add(at > port ? text[(port + 1)..at] : "");
            if (at == text.Length || text[at] != ',')
            {
                break;
            }

            at++;
        }

        Add("host", string.Join(',', hosts), "a host");
        Add("port", string.Join(',', ports), "a port");
        return at;
    }

    private static int EndOf(string text, int start, string signs)
    {
        var length = text.AsSpan(start).IndexOfAny(signs);
        return length < 0 ? text.Length : start + length;
    }

    private void ReadParameters(string text)
    {
        var followsSecret = false;
        var number = 0;

        // One & at the end is allowed, as in libpq.
        foreach (var parameter in (text.EndsWith('&') ? text[..^1] : text).Split('&'))
        {
            number++;
            var parts = parameter.Split('=');
            var keyword = Decode(parts[0], $"the keyword of parameter {number} behind ?");
            var isKnown = keyword is not null && Keywords.All.ContainsKey(keyword);
            var isSecret = Keywords.MayBeSecret(keyword ?? parts[0]);
            if (isSecret)
            {
                _mistakes.Hide(parameter[(parts[0].Length + (parts.Length > 1 ? 1 : 0))..]);
            }

            if (parts.Length == 2)
            {
                var value = Decode(parts[1], isKnown ? $"the value of {keyword}" : $"the value of parameter {number} behind ?");
                if (keyword is not null && value is not null)
                {
                    // libpq takes this one of JDBC's parameters, and only with this value.
                    _items.Add(keyword == "ssl" && value == "true"
                        ? new ConninfoItem("sslmode", "require")
                        : new ConninfoItem(keyword, value, followsSecret));
                }
            }
            else if (text.Length > 0)
            {
                _mistakes.Add(
                    $"parameter {number} behind ? should be keyword=value, and = and & inside a value be written %3D and %26");
            }

            followsSecret = isSecret || (followsSecret && !isKnown);
        }
    }

    // An empty part counts as not given.
    private void Add(string keyword, string part, string name)
    {
        if (part.Length > 0 && Decode(part, name) is { } value)
        {
            _items.Add(new ConninfoItem(keyword, value));
        }
    }

    private string? Decode(string part, string name)
    {
        var value = PercentEncoding.Decode(part, out var mistake);
        if (mistake is not null)
        {
            _mistakes.Add($"{name} {mistake}");
        }

        return value;
    }
}
