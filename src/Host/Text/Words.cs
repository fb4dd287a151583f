using System.Globalization;
using System.Reflection;
using System.Text;

namespace LvsPluggable.Host.Text;

/// <summary>Makes what plugins and the system say fit for one line of a log, a status or an exit reason.</summary>
internal static class Words
{
    private const int Longest = 500;

    /// <summary>What an exception says: of the one that the code threw, not of those that reflection put around it.</summary>
    public static string Of(Exception exception)
    {
        var message = MessageOf(Cause(exception));
        return message.Length == 0 ? Cause(exception).GetType().Name : message;
    }

    /// <summary>The same with the exception's type before it, for those who wrote the code that threw it.</summary>
    public static string WithType(Exception exception)
    {
        var cause = Cause(exception);
        var message = MessageOf(cause).TrimEnd('.');
        return message.Length == 0 ? cause.GetType().Name : $"{cause.GetType().Name}: {message}";
    }

    /// <summary>A text without line breaks and control characters, cut where it is very long.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="longest">The most characters that are kept.</param>
    public static string OneLine(string? text, int longest = Longest)
    {
        var line = new StringBuilder();
        foreach (var letter in text ?? "")
        {
            var isPlain = IsPlain(letter);
            if (!isPlain && (line.Length == 0 || line[^1] == ' '))
            {
                continue;
            }

            if (line.Length == longest)
            {
                return line.Append('…').ToString();
            }

            line.Append(isPlain ? letter : ' ');
        }

        return line.ToString().Trim();
    }

    // Neither what moves the cursor nor what turns the direction of the text that follows.
    private static bool IsPlain(char letter) => char.GetUnicodeCategory(letter) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    private static Exception Cause(Exception exception)
    {
        var cause = exception;
        while (cause is TargetInvocationException or TypeInitializationException && cause.InnerException is { } inner)
        {
            cause = inner;
        }

        return cause;
    }

    private static string MessageOf(Exception exception)
    {
        try
        {
            return OneLine(exception.Message);
        }
        catch (Exception)
        {
            // Third parties' exceptions are third parties' code too.
            return "";
        }
    }
}
