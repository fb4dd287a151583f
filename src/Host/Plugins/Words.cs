using System.Reflection;
using System.Text;

namespace LvsPluggable.Host.Plugins;

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
    public static string OneLine(string? text)
    {
        var line = new StringBuilder();
        foreach (var letter in text ?? "")
        {
            if (!char.IsControl(letter))
            {
                line.Append(letter);
            }
            else if (line.Length > 0 && line[^1] != ' ')
            {
                line.Append(' ');
            }

            if (line.Length == Longest)
            {
                return line.Append('…').ToString();
            }
        }

        return line.ToString().Trim();
    }

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
