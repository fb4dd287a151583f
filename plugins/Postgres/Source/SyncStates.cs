namespace LvsPluggable.Postgres.Source;

/// <summary>The values of pg_stat_replication.sync_state.</summary>
internal static class SyncStates
{
    private static readonly string[] All = ["async", "potential", "sync", "quorum"];

    /// <summary>How many there are.</summary>
    public static int Count => All.Length;

    /// <summary>Reads a list of them, separated by commas or white space.</summary>
    /// <exception cref="FormatException">One is none of them.</exception>
    public static IReadOnlySet<string> Parse(string text)
    {
        var words = text.ToLowerInvariant().Split([',', ' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries);
        var unknown = words.Except(All).Select(word => $"\"{word}\"").ToList();
        return words.Length > 0 && unknown.Count == 0
            ? words.ToHashSet()
            : throw new FormatException(
                $"{(unknown.Count == 0 ? "it names none" : $"there is no sync_state {string.Join(", ", unknown)}")}; "
                + $"it should be one or more of {string.Join(", ", All)}");
    }
}
