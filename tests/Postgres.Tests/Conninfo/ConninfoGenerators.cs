using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace LvsPluggable.Postgres.Tests.Conninfo;

/// <summary>Random connection strings: right ones, in either form, and ones made of the pieces that matter to the parser.</summary>
internal static class ConninfoGenerators
{
    private static readonly string[] Pieces =
    [
        "host", "hostaddr", "port", "dbname", "user", "password", "sslmode", "options", "requiressl", "nosuch", "ssl", "HOST", "", "a", "7",
        "true", "=", "=", "=", "'", "'", "\\", " ", " ", "\t", "\n", ",", ":", "/", "?", "&", "&", "@", "[", "]", "%", "%41", "%2", "%zz",
        "%00", "%e4", "%C3%A4", "ä", "😀", "#", "+", "::1", "postgresql://", "postgres://",
    ];

    private static readonly string[] FreeTexts =
        ["dbname", "user", "password", "passfile", "application_name", "fallback_application_name", "options", "sslcert", "krbsrvname"];

    /// <summary>Texts of up to 14 pieces, half of them with a URI's beginning.</summary>
    public static Arbitrary<string> Texts { get; } =
        (from start in Gen.Elements("", "", "postgresql://", "postgres://h/d?")
         from length in Gen.Choose(0, 14)
         from pieces in Gen.ArrayOf(Gen.Elements(Pieces), length)
         select start + string.Concat(pieces)).ToArbitrary();

    /// <summary>Values of keywords that are right.</summary>
    public static Gen<SortedDictionary<string, string>> Values { get; } =
        from hosts in Hosts
        from free in Gen.ArrayOf(FreeText, 4)
        from timeout in Gen.Choose(-1, 30)
        from words in Gen.ArrayOf(Word, 4)
        select Merge(hosts, free, words, timeout);

    private static Gen<KeyValuePair<string, string>[]> Hosts =>
        from count in Gen.Choose(1, 3)
        from names in Gen.ArrayOf(Gen.Elements("a", "node-1.example", "10.0.0.1", "::1", "fe80::1", "/var/run/postgresql"), count)
        from ports in Gen.ArrayOf(Gen.Elements("", "5432", "5433"), count)
        from addresses in Gen.ArrayOf(Gen.Elements("", "192.0.2.1", "2001:db8::1"), count)
        from hasAddresses in Gen.Elements(true, false)
        select new KeyValuePair<string, string>[]
        {
            new("host", string.Join(',', names)),
            new("port", string.Join(',', ports)),
            new("hostaddr", hasAddresses ? string.Join(',', addresses) : ""),
        };

    private static Gen<KeyValuePair<string, string>> FreeText =>
        from keyword in Gen.Elements(FreeTexts)
        from pieces in Gen.NonEmptyListOf(Gen.Elements(
            "a", "Z", "0", " ", "'", "\\", "=", "&", "?", "/", ":", "@", "%", "%41", "ä", "😀", "\t", "#", "+"))
        select new KeyValuePair<string, string>(keyword, string.Concat(pieces));

    private static Gen<KeyValuePair<string, string>> Word => Gen.Elements<KeyValuePair<string, string>>(
        new("sslmode", "verify-full"), new("sslmode", "disable"), new("sslrootcert", "/ca.pem"), new("gssencmode", "prefer"),
        new("channel_binding", "disable"), new("keepalives", "0"), new("keepalives_idle", "30"), new("keepalives_interval", "5"),
        new("target_session_attrs", "read-write"), new("load_balance_hosts", "random"), new("require_auth", "!md5,!password"),
        new("ssl_min_protocol_version", "TLSv1.3"), new("sslcertmode", "disable"), new("tcp_user_timeout", "5"));

    /// <summary>Writes values in the form of keywords, each quoted or escaped as the style says.</summary>
    public static string WriteKeywords(SortedDictionary<string, string> values, int style) =>
        string.Join((style & 1) == 0 ? " " : "\t\n", values.Select(pair => (style & 6) switch
        {
            0 => $"{pair.Key}='{Escape(pair.Value, "'\\")}'",
            2 => $"{pair.Key} = '{Escape(pair.Value, "'\\ ")}'",
            _ => pair.Value.Length == 0 ? $"{pair.Key}=''" : $"{pair.Key}= {Escape(pair.Value, "'\\ \t")}",
        }));

    /// <summary>Writes values as a URI, with as much in front of the question mark as the style says.</summary>
    public static string WriteUri(SortedDictionary<string, string> values, int style)
    {
        var rest = new SortedDictionary<string, string>(values);
        var uri = new StringBuilder((style & 1) == 0 ? "postgresql://" : "postgres://");
        if ((style & 2) != 0 && rest.Remove("user", out var user))
        {
            uri.Append(Encode(user));
            uri.Append(rest.Remove("password", out var password) ? ":" + Encode(password) : "").Append('@');
        }

        if ((style & 4) != 0 && rest.Remove("host", out var host) && rest.Remove("port", out var port))
        {
            var ports = port.Split(',');
            uri.AppendJoin(',', host.Split(',').Select((name, index) =>
                (name.Contains(':', StringComparison.Ordinal) ? $"[{name}]" : Encode(name))
                + (ports[index].Length > 0 ? ":" + ports[index] : "")));
        }

        if ((style & 8) != 0 && rest.Remove("dbname", out var name))
        {
            uri.Append('/').Append(Encode(name));
        }

        return uri.Append('?').AppendJoin('&', rest.Select(pair => $"{pair.Key}={Encode(pair.Value)}")).ToString();
    }

    private static string Escape(string value, string signs) =>
        string.Concat(value.Select(character => signs.Contains(character, StringComparison.Ordinal) ? $"\\{character}" : $"{character}"));

    private static string Encode(string value) => Uri.EscapeDataString(value);

    private static SortedDictionary<string, string> Merge(
        KeyValuePair<string, string>[] hosts, KeyValuePair<string, string>[] free, KeyValuePair<string, string>[] words, int timeout)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["connect_timeout"] = $"{timeout}" };
        foreach (var (keyword, value) in hosts.Concat(free).Concat(words))
        {
            values[keyword] = value;
        }

        return values;
    }
}
