using System.Net.Sockets;

namespace LvsPluggable.Host.Cli.Logging;

/// <summary>A socket at which a log of the machine listens. It is never waited for: what it does not take at once is lost, as by syslog(3).</summary>
/// <param name="path">Where it listens.</param>
internal sealed class LogSocket(string path) : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { Blocking = false };
    private readonly UnixDomainSocketEndPoint _address = new(path);

    /// <summary>Whether somebody listens.</summary>
    public static bool IsThere(string path)
    {
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Sends a message, if it is taken at once.</summary>
    public void Send(byte[] message)
    {
        try
        {
            _socket.SendTo(message, _address);
        }
        catch (SocketException)
        {
            // It is restarted, or full.
        }
    }

    public void Dispose() => _socket.Dispose();
}
