namespace LvsPluggable.Host.Settings;

/// <summary>Finds the word that somebody probably meant.</summary>
internal static class EditDistance
{
    /// <summary>The candidate nearest to a word, the first of equals; null when all have more differences than the limit.</summary>
    /// <param name="word">The word as it was written.</param>
    /// <param name="candidates">The words that exist.</param>
    /// <param name="limit">The most differences that still look like a slip.</param>
    public static string? Nearest(string word, IEnumerable<string> candidates, int limit)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        string? nearest = null;
        var fewest = limit + 1;
        foreach (var candidate in candidates)
        {
            var differences = Between(word, candidate);
            if (differences < fewest)
            {
                nearest = candidate;
                fewest = differences;
            }
        }

        return nearest;
    }

    /// <summary>The number of letters to insert, delete, replace or swap with their neighbour to make one word of the other.</summary>
    /// <param name="first">One word.</param>
    /// <param name="second">The other word.</param>
    public static int Between(string first, string second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        var beforeLast = new int[second.Length + 1];
        var last = Enumerable.Range(0, second.Length + 1).ToArray();
        for (var i = 1; i <= first.Length; i++)
        {
            var row = new int[second.Length + 1];
            row[0] = i;
            for (var j = 1; j <= second.Length; j++)
            {
                var replaced = last[j - 1] + (first[i - 1] == second[j - 1] ? 0 : 1);
                row[j] = Math.Min(replaced, Math.Min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && first[i - 1] == second[j - 2] && first[i - 2] == second[j - 1])
                {
                    row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
                }
            }

            (beforeLast, last) = (last, row);
        }

        return last[second.Length];
    }
}
