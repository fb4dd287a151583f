using System.Net;
using System.Net.Sockets;

namespace Servers;

/// <summary>Ports of this machine.</summary>
public static class Port
{
    private static readonly HashSet<int> Given = [];

    /// <summary>One that nobody has, for TCP and UDP, and that was not given to anybody before.</summary>
    public static int Free()
    {
        lock (Given)
        {
            while (true)
            {
                using var listener = new TcpListener(IPAddress.Loopback, 0);
                listener.Start();
                var port = ((IPEndPoint)listener.LocalEndpoint).Port;
                // Outgoing connections get their ports from the same range, and they would come in between.
                port = 10000 + (port % 20000);
                if (IsFree(port) && Given.Add(port))
                {
                    return port;
                }
            }
        }
    }

    /// <summary>Whether somebody listens at it.</summary>
    public static async Task<bool> TakesConnectionsAsync(int port)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, port);
        return true;
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var stream = new TcpListener(IPAddress.Loopback, port);
            stream.Start();
            using var datagrams = new UdpClient(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
