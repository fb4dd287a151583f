namespace LvsPluggable.Host.Converting.Pha4pgsql;

/// <summary>A script of pha4pgsql with the psql that it runs, as a parameter of the shell agent has it: <c>TOOL psql "host=… dbname=…" [-h]</c>.</summary>
internal sealed record PsqlScript
{
    private static readonly Dictionary<string, string> Keywords = new(StringComparer.Ordinal)
    {
        ["-h"] = "host",
        ["-p"] = "port",
        ["-U"] = "user",
        ["-d"] = "dbname",
    };

    /// <summary>The script's file name, without its folder.</summary>
    public required string Tool { get; init; }

    /// <summary>What the connection is made with, by keyword of libpq.</summary>
    public required IReadOnlyDictionary<string, string> Connection { get; init; }

    /// <summary>The words of which nothing can be made here.</summary>
    public required IReadOnlyList<string> Unknown { get; init; }

    /// <summary>Reads it. The agent splits it at white space, and the script has a shell put it together again, so quotes mean nothing here.</summary>
    public static PsqlScript Read(string text)
    {
        var bare = text.Replace("\\", "", StringComparison.Ordinal).Replace("\"", "", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal);
        var words = bare.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var connection = new Dictionary<string, string>(StringComparer.Ordinal);
        var unknown = new List<string>();
        for (var at = 1; at < words.Length; at++)
        {
            var word = words[at];
            var sign = word.IndexOf('=', StringComparison.Ordinal);
            if (Keywords.TryGetValue(word, out var keyword))
            {
                // The script that checks a host puts it behind a last -h.
                if (at + 1 < words.Length)
                {
                    connection[keyword] = words[++at];
                }
            }
            else if (sign > 0 && word[..sign].All(letter => char.IsAsciiLetterLower(letter) || letter == '_'))
            {
                connection[word[..sign]] = word[(sign + 1)..];
            }
            else if (at > 1 || NameOf(word) != "psql")
            {
                unknown.Add(word);
            }
        }

        return new PsqlScript { Tool = words.Length > 0 ? NameOf(words[0]) : "", Connection = connection, Unknown = unknown };
    }

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];
}
