using System.Net.Sockets;
using System.Security.Authentication;
using LvsPluggable.Plugins.Sockets;
using LvsPluggable.Text;

namespace LvsPluggable.Plugins.Network.Failures;

/// <summary>What every failure of a look means for the server; what is not in it is not the server's.</summary>
internal static class FailureTable
{
    /// <summary>Looks once, and makes a result of what went wrong.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="Exception">Something that nobody has foreseen, which says nothing about the server.</exception>
    public static async ValueTask<HealthResult> JudgeAsync(
        Func<CancellationToken, Task<HealthResult>> look, CancellationToken cancellationToken)
    {
        try
        {
            return await look(cancellationToken);
        }
        catch (Exception problem) when (problem is not OperationCanceledException && cancellationToken.IsCancellationRequested)
        {
            // What is given up breaks in many ways.
            throw new OperationCanceledException("The look was given up.", problem, cancellationToken);
        }
        catch (Exception problem) when (!cancellationToken.IsCancellationRequested && Of(problem) is { } result)
        {
            return result;
        }
    }

    /// <summary>What a failure means; null when it says nothing about the server.</summary>
    public static HealthResult? Of(Exception problem)
    {
        for (var cause = problem; cause is not null; cause = cause.InnerException)
        {
            if (Judge(cause) is { } result)
            {
                return result;
            }
        }

        return null;
    }

    private static HealthResult? Judge(Exception cause) => cause switch
    {
        CannotTellException => HealthResult.Unknown(OneLine.Of(cause.Message)),
        WrongAnswerException => HealthResult.Unhealthy(OneLine.Of(cause.Message)),
        SocketException socket => Judge(socket),
        TimeoutException => HealthResult.Failing("no answer in time"),
        EndOfStreamException => HealthResult.Unhealthy("the server closed the connection"),

        // Wrapped ones come before plain ones: what is inside tells more.
        AuthenticationException { InnerException: null } => HealthResult.Unhealthy($"TLS: {OneLine.Of(cause.Message)}"),
        IOException { InnerException: null } => HealthResult.Unhealthy("the connection broke"),
        AuthenticationException => Inner(cause) ?? HealthResult.Unhealthy($"TLS: {OneLine.Of(Innermost(cause).Message)}"),
        _ => null,
    };

    private static HealthResult? Inner(Exception cause) => cause.InnerException is { } inner ? Of(inner) : null;

    private static Exception Innermost(Exception cause) => cause.InnerException is { } inner ? Innermost(inner) : cause;

    private static HealthResult Judge(SocketException socket)
    {
        var (verdict, words) = SocketFailures.Of(socket);
        return verdict switch
        {
            // Datagrams are refused too, and have no connection.
            SocketVerdict.Refused => HealthResult.Unhealthy("refused: nobody listens on the port"),
            SocketVerdict.Ended => HealthResult.Unhealthy(words),
            SocketVerdict.Unreached => HealthResult.Failing(words),
            _ => HealthResult.Unknown(words),
        };
    }
}
