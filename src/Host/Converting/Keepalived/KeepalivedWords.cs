using System.Globalization;
using System.Text;

namespace LvsPluggable.Host.Converting.Keepalived;

/// <summary>Comments, quotes and escapes of a line (keepalived.conf(5), "Quoted strings").</summary>
internal static class KeepalivedWords
{
    /// <summary>The line without its comment, which ! or # begins outside of quotes.</summary>
    public static string WithoutComment(string line)
    {
        var quote = '\0';
        for (var index = 0; index < line.Length; index++)
        {
            var letter = line[index];
            if (letter == '\\')
            {
                index++;
            }
            else if (quote != '\0')
            {
                quote = letter == quote ? '\0' : quote;
            }
            else if (letter is '"' or '\'')
            {
                quote = letter;
            }
            else if (letter is '#' or '!')
            {
                return line[..index];
            }
        }

        return line;
    }

    /// <summary>
    /// The words of a line. Braces that stand alone, or a { at a word's end, open and close blocks: those words are <see cref="Open"/> and
    /// <see cref="Close"/>, which no quoted word is.
    /// </summary>
    public static IReadOnlyList<string> Split(string line)
    {
        var words = new List<string>();
        for (var index = 0; index < line.Length;)
        {
            if (char.IsWhiteSpace(line[index]))
            {
                index++;
                continue;
            }

            var start = index;
            var word = Next(line, ref index);
            var written = line[start..index];
            if (written is "{" or "}")
            {
                words.Add(written == "{" ? Open : Close);
            }
            else if (written.EndsWith('{') && !written.EndsWith("${", StringComparison.Ordinal) && written[0] is not ('"' or '\''))
            {
                words.AddRange([word[..^1], Open]);
            }
            else
            {
                words.Add(word);
            }
        }

        return words;
    }

    /// <summary>What stands for a { that opens a block.</summary>
    public const string Open = "\0{";

    /// <summary>What stands for a } that closes a block.</summary>
    public const string Close = "\0}";

    /// <summary>The words of a script with its arguments: split at white space, but for what stands in single quotes.</summary>
    public static IReadOnlyList<string> Arguments(string script)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var (isInside, hasWord) = (false, false);
        foreach (var letter in script)
        {
            if (letter == '\'')
            {
                (isInside, hasWord) = (!isInside, true);
            }
            else if (char.IsWhiteSpace(letter) && !isInside)
            {
                if (hasWord)
                {
                    words.Add(word.ToString());
                }

                word.Clear();
                hasWord = false;
            }
            else
            {
                word.Append(letter);
                hasWord = true;
            }
        }

        return hasWord ? [.. words, word.ToString()] : words;
    }

    private static string Next(string line, ref int index)
    {
        var word = new StringBuilder();
        var quote = '\0';
        while (index < line.Length && (quote != '\0' || !char.IsWhiteSpace(line[index])))
        {
            var letter = line[index++];
            if (letter == '\\' && index < line.Length)
            {
                word.Append(Escape(line, ref index));
            }
            else if (quote != '\0' && letter == quote)
            {
                quote = '\0';
            }
            else if (quote == '\0' && letter is '"' or '\'')
            {
                quote = letter;
            }
            else
            {
                word.Append(letter);
            }
        }

        return word.ToString();
    }

    private static char Escape(string line, ref int index)
    {
        var letter = line[index++];
        switch (letter)
        {
            case 'a':
                return '\a';
            case 'b':
                return '\b';
            case 'E':
                return '\e';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'v':
                return '\v';
            case 'c' when index < line.Length:
                return (char)(line[index++] & 0x1f);
            case 'x':
                return Digits(line, ref index, char.IsAsciiHexDigit, 2) is { Length: > 0 } hex
                    ? (char)int.Parse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
                    : 'x';
            case >= '0' and <= '7':
                index--;
                return (char)Digits(line, ref index, digit => digit is >= '0' and <= '7', 3).Aggregate(0, (value, digit) => (value * 8) + (digit - '0'));
            default:
                return letter;
        }
    }

    private static string Digits(string line, ref int index, Func<char, bool> isOne, int most)
    {
        var start = index;
        while (index < line.Length && index - start < most && isOne(line[index]))
        {
            index++;
        }

        return line[start..index];
    }
}
