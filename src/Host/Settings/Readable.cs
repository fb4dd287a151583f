namespace LvsPluggable.Host.Settings;

/// <summary>Looks for further mistakes where some values are wrong already.</summary>
internal static class Readable
{
    /// <summary>What is read, or something else where that needs a value that is wrong itself.</summary>
    public static T Else<T>(Func<T> read, T instead)
    {
        try
        {
            return read();
        }
        catch (UnreadableValueException)
        {
            return instead;
        }
    }

    /// <summary>What rules say, in whole sentences. A rule says no more once it needs a value that is wrong itself: it would only follow.</summary>
    public static IReadOnlyList<string> Mistakes(params IReadOnlyList<Func<IEnumerable<string>>> rules)
    {
        var mistakes = new List<string>();
        foreach (var rule in rules)
        {
            try
            {
                foreach (var mistake in rule())
                {
                    mistakes.Add(mistake);
                }
            }
            catch (UnreadableValueException)
            {
                // What it needs is among the mistakes.
            }
        }

        return mistakes;
    }
}
