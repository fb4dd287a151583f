using System.Net.Sockets;

namespace LvsPluggable.Plugins.Sockets;

/// <summary>What every failure of a socket means for the server at its other end.</summary>
internal static class SocketFailures
{
    private static readonly (SocketError Code, SocketVerdict Verdict, string Words)[] Table =
    [
        (SocketError.ConnectionRefused, SocketVerdict.Refused, "connection refused"),
        (SocketError.ConnectionReset, SocketVerdict.Ended, "the server reset the connection"),
        (SocketError.ConnectionAborted, SocketVerdict.Ended, "the connection was aborted"),
        (SocketError.Shutdown, SocketVerdict.Ended, "the server closed the connection"),
        (SocketError.TimedOut, SocketVerdict.Unreached, "no answer from the server's address"),

        // A router says so as well, and the system of every server when the own cable is cut. What is certain here the host finds by ARP.
        (SocketError.HostUnreachable, SocketVerdict.Unreached, "no route to host: nobody answers at the server's address"),
        (SocketError.HostDown, SocketVerdict.Unreached, "the server's host is down"),
        (SocketError.NetworkUnreachable, SocketVerdict.Own, "this machine has no route to the server's network"),
        (SocketError.NetworkDown, SocketVerdict.Own, "this machine's network is down"),
        (SocketError.AddressNotAvailable, SocketVerdict.Own, "this machine does not have the address, or has no port left to connect from"),
        (SocketError.TooManyOpenSockets, SocketVerdict.Own, "this process has too many open files"),
        (SocketError.NoBufferSpaceAvailable, SocketVerdict.Own, "this machine has no memory for a connection"),
        (SocketError.TryAgain, SocketVerdict.Own, "the name does not resolve at the moment"),
        (SocketError.HostNotFound, SocketVerdict.Misconfigured, "the name does not resolve"),
        (SocketError.NoData, SocketVerdict.Misconfigured, "the name has no address"),
        (SocketError.AccessDenied, SocketVerdict.Misconfigured, "a firewall of this machine forbids it"),
    ];

    /// <summary>What a failure means, and what happened, in words; of what nobody has foreseen, in the system's.</summary>
    public static (SocketVerdict Verdict, string Words) Of(SocketException problem)
    {
        foreach (var (code, verdict, words) in Table)
        {
            if (problem.SocketErrorCode == code)
            {
                return (verdict, words);
            }
        }

        return (SocketVerdict.Unreached, problem.Message);
    }
}
