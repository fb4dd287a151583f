using System.Globalization;

namespace LvsPluggable.Plugins.PacemakerAttr;

/// <summary>How often what is before it may be repeated: <c>*</c>, <c>+</c>, <c>?</c> and intervals such as <c>{2,3}</c>.</summary>
/// <param name="Least">The least number of times.</param>
/// <param name="Most">The greatest; null when there is none.</param>
internal sealed record Repetition(int Least, int? Most)
{
    // RE_DUP_MAX of glibc's limits.h is larger; matching such numbers needs memory for each of them.
    private const int MostTimes = 1000;

    /// <summary>Reads the repetition at a position; null when there is none. A brace that begins no interval is a character.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="position">Where to look; then, where the repetition has ended.</param>
    /// <exception cref="FormatException">It is an interval with wrong numbers.</exception>
    public static Repetition? Read(string text, ref int position)
    {
        if (position == text.Length)
        {
            return null;
        }

        Repetition? simple = text[position] switch
        {
            '*' => new Repetition(0, null),
            '+' => new Repetition(1, null),
            '?' => new Repetition(0, 1),
            _ => null,
        };
        if (simple is null)
        {
            return text[position] == '{' ? Interval(text, ref position) : null;
        }

        position++;
        return simple;
    }

    private static Repetition? Interval(string text, ref int position)
    {
        var end = text.IndexOf('}', position);
        var parts = end < 0 ? [] : text[(position + 1)..end].Split(',');
        if (parts.Length is 0 or > 2 || parts.Any(part => part.Any(digit => !char.IsAsciiDigit(digit))))
        {
            return null;
        }

        var least = Bound(parts[0]) ?? 0;
        var most = parts.Length == 1 ? least : Bound(parts[1]);
        if (parts is [""] || least > MostTimes || most > MostTimes || most < least)
        {
            throw ExtendedExpression.Mistake(
                $"repeats {text[position..(end + 1)]}; the numbers should be in order and at most {MostTimes}");
        }

        position = end + 1;
        return new Repetition(least, most);
    }

    private static int? Bound(string digits) => digits.Length == 0
        ? null
        : int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;
}
