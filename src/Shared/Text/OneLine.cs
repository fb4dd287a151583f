using System.Globalization;
using System.Text;

namespace LvsPluggable.Text;

/// <summary>Makes what plugins, programs and other machines say fit for one line of a log, a status or an exit reason.</summary>
internal static class OneLine
{
    /// <summary>The longest reason, in characters.</summary>
    public const int LongestReason = 500;

    /// <summary>
    /// A text without line breaks, control characters and what turns the direction of a text, of which any number becomes one blank; cut
    /// where it is very long.
    /// </summary>
    /// <param name="text">Any text; null is an empty one.</param>
    /// <param name="longest">The most characters that are kept; a cut text has an ellipsis more.</param>
    public static string Of(string? text, int longest = LongestReason)
    {
        var line = new StringBuilder();
        Span<char> units = stackalloc char[2];
        foreach (var letter in (text ?? "").EnumerateRunes())
        {
            var isPlain = IsPlain(letter);
            if (line.Length == 0 ? !isPlain || letter.Value == ' ' : !isPlain && line[^1] == ' ')
            {
                continue;
            }

            if (line.Length + letter.Utf16SequenceLength > longest)
            {
                return line.Append('…').ToString();
            }

            if (isPlain)
            {
                line.Append(units[..letter.EncodeToUtf16(units)]);
            }
            else
            {
                line.Append(' ');
            }
        }

        return line.ToString().TrimEnd(' ');
    }

    // Neither what moves the cursor nor what turns the direction of the text that follows.
    private static bool IsPlain(Rune letter) => letter.Value is >= ' ' and <= '~' || Rune.GetUnicodeCategory(letter) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
