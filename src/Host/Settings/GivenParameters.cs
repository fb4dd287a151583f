namespace LvsPluggable.Host.Settings;

/// <summary>The parameters as they were given, before anybody knows what they mean.</summary>
internal sealed record GivenParameters
{
    /// <summary>The texts, by name.</summary>
    public required IReadOnlyDictionary<string, string> Values { get; init; }

    /// <summary>A sentence for each word that is no parameter at all.</summary>
    public IReadOnlyList<string> Mistakes { get; init; } = [];

    /// <summary>What the configuration file that they name says, where that is known already; null when it is to be read.</summary>
    public byte[]? File { get; init; }

    /// <summary>Those that were given otherwise, and over them those of a command line.</summary>
    /// <param name="given">Those that were given otherwise.</param>
    /// <param name="words">Words of the form <c>key=value</c>; an empty value takes the environment's away.</param>
    public static GivenParameters Read(IReadOnlyDictionary<string, string> given, IReadOnlyList<string> words)
    {
        var values = new Dictionary<string, string>(given, StringComparer.Ordinal);
        var mistakes = new List<string>();
        foreach (var word in words)
        {
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                mistakes.Add($"\"{word}\" should be a parameter and its value, as in vip=192.0.2.1.");
            }
            else if (equals == word.Length - 1)
            {
                values.Remove(word[..equals]);
            }
            else
            {
                values[word[..equals]] = word[(equals + 1)..];
            }
        }

        return new GivenParameters { Values = values, Mistakes = mistakes };
    }
}
