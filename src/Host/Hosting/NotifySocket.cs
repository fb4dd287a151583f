using System.Net.Sockets;
using System.Text;

namespace LvsPluggable.Host.Hosting;

/// <summary>The socket on which a service manager listens to its services, as sd_notify(3) describes it.</summary>
internal sealed class NotifySocket : IDisposable
{
    // A manager that reads nothing for so long is not waited for: the heartbeat goes on.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified)
    {
        SendTimeout = (int)Patience.TotalMilliseconds,
    };

    private readonly UnixDomainSocketEndPoint _address;

    /// <summary>Nothing is sent yet, and the socket need not exist.</summary>
    /// <param name="address">A path; with <c>@</c> before it, a name in the abstract namespace.</param>
    /// <exception cref="ArgumentException">It is neither.</exception>
    public NotifySocket(string address) => _address = address switch
    {
        ['/', ..] => new UnixDomainSocketEndPoint(address),
        ['@', .. var name] => new UnixDomainSocketEndPoint("\0" + name),
        _ => throw new ArgumentException($"NOTIFY_SOCKET={address} should be a path, or a name after \"@\".", nameof(address)),
    };

    /// <summary>Sends one message.</summary>
    /// <exception cref="SocketException">Nobody listens, or nobody reads.</exception>
    public void Send(string message) => _socket.SendTo(Encoding.UTF8.GetBytes(message), _address);

    public void Dispose() => _socket.Dispose();
}
