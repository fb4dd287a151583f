using System.Reflection;
using LvsPluggable.Text;

namespace LvsPluggable.Host.Text;

/// <summary>Says what exceptions say, in one line.</summary>
internal static class Words
{
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
            return OneLine.Of(exception.Message);
        }
        catch (Exception)
        {
            // Third parties' exceptions are third parties' code too.
            return "";
        }
    }
}
