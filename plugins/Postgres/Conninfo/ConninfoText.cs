namespace LvsPluggable.Postgres.Conninfo;

/// <summary>Reads a connection string of either form into the values of its keywords, as PQconninfoParse does.</summary>
internal static class ConninfoText
{
    /// <summary>The values of the keywords that a text gives; the last one counts where a keyword is there twice.</summary>
    /// <param name="text">The connection string.</param>
    /// <param name="mistakes">Where all mistakes are added.</param>
    public static SortedDictionary<string, string> Read(string text, Mistakes mistakes)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (text.Contains('\0', StringComparison.Ordinal) || HasLoneSurrogate(text))
        {
            mistakes.Add("the text has characters that no text may have (NUL, or half of a surrogate pair)");
            return values;
        }

        var items = UriReader.Recognizes(text) ? UriReader.Read(text, mistakes) : KeyValueReader.Read(text, mistakes);
        foreach (var secret in items.Where(item => Keywords.MayBeSecret(item.Keyword)))
        {
            mistakes.Hide(secret.Value);
        }

        foreach (var item in items)
        {
            if (item.Keyword == "requiressl")
            {
                // What sslmode was before PostgreSQL 8.0; libpq still takes it.
                values["sslmode"] = item.Value.StartsWith('1') ? "require" : "prefer";
            }
            else if (Keywords.All.ContainsKey(item.Keyword))
            {
                values[item.Keyword] = item.Value;
            }
            else
            {
                mistakes.Add(Unknown(item, mistakes));
            }
        }

        return values;
    }

    private static string Unknown(ConninfoItem item, Mistakes mistakes)
    {
        if (item.FollowsSecret)
        {
            return "the keyword behind a password is unknown; if it belongs to the password, write password='…' and \\' for a quote "
                + "in it, or in a URI %26 for &";
        }

        if (!item.Keyword.All(character => char.IsAsciiLetterOrDigit(character) || character == '_'))
        {
            // The word itself is not shown: it may be a URI with a password.
            return "the text before the first = of an item is no keyword; write keyword=value, "
                + "or a URI that starts with postgresql:// or postgres://";
        }

        var shown = mistakes.Show(item.Keyword);
        if (mistakes.ShowNothing)
        {
            return $"the keyword {shown} is unknown; if a password has the characters / or @, write them as %2F and %40";
        }

        var lower = item.Keyword.ToLowerInvariant();
        return lower switch
        {
            "ssl" => "the keyword \"ssl\" is known only as ssl=true in a URI; write sslmode=require",
            _ when Keywords.All.ContainsKey(lower) => $"the keyword {shown} should be written in lower case",
            _ => $"the keyword {shown} is unknown; keywords are those of libpq, such as host, port, dbname and user",
        };
    }

    private static bool HasLoneSurrogate(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (char.IsSurrogatePair(text, at))
            {
                at++;
            }
            else if (char.IsSurrogate(text[at]))
            {
                return true;
            }
        }

        return false;
    }
}
