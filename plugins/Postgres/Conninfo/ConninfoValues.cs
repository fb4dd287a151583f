using System.Globalization;

namespace LvsPluggable.Postgres.Conninfo;

/// <summary>The values of the keywords, read as what they should be.</summary>
internal sealed class ConninfoValues(IReadOnlyDictionary<string, string> values, Mistakes mistakes)
{
    /// <summary>
    /// Reads a whole number as libpq does (parse_int_param in src/interfaces/libpq/fe-connect.c): base 10, 32 bits, a sign and
    /// spaces around it are allowed.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="number">The number.</param>
    /// <returns>Whether the text is a number.</returns>
    public static bool TryReadInteger(string text, out int number)
    {
        const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;
        return int.TryParse(text, style, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>A value as it is; null when it is not given or empty.</summary>
    /// <param name="keyword">The keyword.</param>
    public string? Text(string keyword) => values.GetValueOrDefault(keyword) is { Length: > 0 } text ? text : null;

    /// <summary>Whether a keyword is given, be its value empty or not.</summary>
    /// <param name="keyword">The keyword.</param>
    public bool Has(string keyword) => values.ContainsKey(keyword);

    /// <summary>A whole number; null when it is not given or wrong.</summary>
    /// <param name="keyword">The keyword.</param>
    /// <param name="minimum">The least number that is right.</param>
    public int? Integer(string keyword, int minimum = int.MinValue)
    {
        if (!values.TryGetValue(keyword, out var text))
        {
            return null;
        }

        if (TryReadInteger(text, out var number) && number >= minimum)
        {
            return number;
        }

        var range = minimum == int.MinValue ? "" : $" of at least {minimum}";
        mistakes.Add($"{keyword} {mistakes.Show(text)} should be a whole number{range}");
        return null;
    }

    /// <summary>One of a few words; null when it is not given or wrong.</summary>
    /// <typeparam name="T">What the words stand for.</typeparam>
    /// <param name="keyword">The keyword.</param>
    /// <param name="words">The words, and what each stands for.</param>
    /// <param name="ignoreCase">Whether upper case and lower case are the same.</param>
    public T? Word<T>(string keyword, (string Word, T Meaning)[] words, bool ignoreCase = false)
        where T : struct
    {
        if (!values.TryGetValue(keyword, out var text))
        {
            return null;
        }

        var comparison = ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        foreach (var (word, meaning) in words)
        {
            if (word.Equals(text, comparison))
            {
                return meaning;
            }
        }

        mistakes.Add($"{keyword} {mistakes.Show(text)} should be one of {string.Join(", ", words.Select(word => word.Word))}");
        return null;
    }
}
