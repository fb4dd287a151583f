using System.Text.RegularExpressions;
using LvsPluggable.Text;

namespace LvsPluggable.Plugins.Processes;

/// <summary>Makes what a program wrote fit for logs and status: one short line without passwords.</summary>
internal static partial class ShownText
{
    /// <summary>The most characters that are shown. What a program wrote last says most about why it failed.</summary>
    public const int MaximumLength = 300;

    /// <summary>The last characters of a text, on one line, passwords masked.</summary>
    public static string Of(string text)
    {
        // Passwords go first: once the text is cut, the rest of one could no longer be told from other words.
        var masked = UrlPassword().Replace(PasswordWord().Replace(text, "${key}***"), "${key}***@");
        var line = OneLine.Of(masked, int.MaxValue);
        if (line.Length <= MaximumLength)
        {
            return line;
        }

        var end = line.AsSpan(line.Length - MaximumLength + 1);
        return $"…{(char.IsLowSurrogate(end[0]) ? end[1..] : end)}";
    }

    // As in a libpq connection string, which may be quoted, also by a shell that traces its commands.
    [GeneratedRegex("""(?<key>password\s*=\s*)(?:\\*'(?:\\.|[^'\\])*'?|\\*"(?:\\.|[^"\\])*"?|\S+)""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PasswordWord();

    [GeneratedRegex(@"(?<key>://[^\s:/@]*:)[^\s@]*@", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex UrlPassword();
}
