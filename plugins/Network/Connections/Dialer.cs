using System.Net;
using System.Net.Sockets;
using LvsPluggable.Plugins.Network.Failures;

namespace LvsPluggable.Plugins.Network.Connections;

/// <summary>Makes connections to one server.</summary>
/// <param name="server">Its address and port.</param>
/// <param name="source">The address to connect from; null for the one that the system chooses.</param>
internal sealed class Dialer(IPEndPoint server, IPAddress? source)
{
    /// <summary>The server's address and port.</summary>
    public IPEndPoint Server => server;

    /// <summary>Connects by TCP; the stream owns the socket.</summary>
    public async Task<NetworkStream> ConnectStreamAsync(CancellationToken cancellationToken)
    {
        var socket = Open(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.NoDelay = true;
            await socket.ConnectAsync(server, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Opens a socket for datagrams. It is connected, so that it gets the server's datagrams alone, and the error when the server's port is
    /// closed.
    /// </summary>
    /// <param name="protocol">UDP, or ICMP for the server's address family.</param>
    public Socket OpenDatagrams(ProtocolType protocol)
    {
        var socket = Open(SocketType.Dgram, protocol);
        try
        {
            socket.Connect(server);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private Socket Open(SocketType type, ProtocolType protocol)
    {
        if (source is not null && source.AddressFamily != server.AddressFamily)
        {
            throw new CannotTellException(
                $"check_source_address {source} cannot reach {server.Address}: one is IPv4, the other IPv6");
        }

        var socket = new Socket(server.AddressFamily, type, protocol);
        try
        {
            if (source is not null)
            {
                socket.Bind(new IPEndPoint(source, 0));
            }

            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
