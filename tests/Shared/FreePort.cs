using System.Net;
using System.Net.Sockets;

namespace LvsPluggable;

/// <summary>Ports of this machine for servers that tests start, also where other tests run beside them.</summary>
internal static class FreePort
{
    private static readonly HashSet<int> Given = [];

    /// <summary>One that nobody on the loopback has, and that was not given to anybody before.</summary>
    public static int Next()
    {
        lock (Given)
        {
            while (true)
            {
                // Below those that the kernel gives to outgoing connections, which would come in between.
                var port = Random.Shared.Next(10000, 30000);
                if (IsFree(port) && Given.Add(port))
                {
                    return port;
                }
            }
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, port);
            probe.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
