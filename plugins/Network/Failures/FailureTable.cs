using System.Net.Sockets;
using System.Security.Authentication;
using LvsPluggable.Text;

namespace LvsPluggable.Plugins.Network.Failures;

/// <summary>What every failure of a look means for the server; what is not in it is not the server's.</summary>
internal static class FailureTable
{
    private static readonly (SocketError Code, HealthResult Result)[] SocketErrors =
    [
        (SocketError.ConnectionRefused, HealthResult.Unhealthy("refused: nobody listens on the port")),
        (SocketError.ConnectionReset, HealthResult.Unhealthy("the server reset the connection")),
        (SocketError.ConnectionAborted, HealthResult.Unhealthy("the connection was aborted")),
        (SocketError.Shutdown, HealthResult.Unhealthy("the server closed the connection")),

        // A router says so as well, and the system of every server when the own cable is cut. What is certain here the host finds by ARP.
        (SocketError.HostUnreachable, HealthResult.Failing("no route to host: nobody answers at the server's address")),
        (SocketError.HostDown, HealthResult.Failing("the server's host is down")),
        (SocketError.TimedOut, HealthResult.Failing("no answer from the server's address")),
        (SocketError.NetworkUnreachable, HealthResult.Unknown("this machine has no route to the server's network")),
        (SocketError.NetworkDown, HealthResult.Unknown("this machine's network is down")),
        (SocketError.AddressNotAvailable, HealthResult.Unknown("this machine does not have the address, or has no port left to connect from")),
        (SocketError.TooManyOpenSockets, HealthResult.Unknown("this process has too many open files")),
        (SocketError.NoBufferSpaceAvailable, HealthResult.Unknown("this machine has no memory for a connection")),
        (SocketError.AccessDenied, HealthResult.Unknown("a firewall of this machine forbids it")),
    ];

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
        foreach (var (code, result) in SocketErrors)
        {
            if (socket.SocketErrorCode == code)
            {
                return result;
            }
        }

        return HealthResult.Failing(socket.Message);
    }
}
