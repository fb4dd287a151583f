using System.Globalization;
using System.Text;

namespace LvsPluggable.Plugins.Text;

/// <summary>Makes what other machines say fit for one line of a log or a status, where it enters.</summary>
internal static class OneLine
{
    /// <summary>The longest reason, in characters.</summary>
    public const int LongestReason = 500;

    /// <summary>The longest value of a row: a host's name has no more.</summary>
    public const int LongestValue = 253;

    /// <summary>A text without line breaks, control characters and what turns the direction of a text, cut where it is very long.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="longest">The most characters that are kept; a cut text has an ellipsis more.</param>
    public static string Of(string text, int longest = LongestReason)
    {
        if (text.Length <= longest && text.All(IsPlain))
        {
            return text;
        }

        var line = new StringBuilder();
        foreach (var letter in text)
        {
            if (line.Length == longest)
            {
                return line.Append('…').ToString();
            }

            line.Append(IsPlain(letter) ? letter : ' ');
        }

        return line.ToString();
    }

    private static bool IsPlain(char letter) => letter is >= ' ' and <= '~' || char.GetUnicodeCategory(letter) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.Surrogate);
}
