using System.Net;
using System.Net.Sockets;

namespace LvsPluggable.Postgres.Tests.Lab;

internal static class Ports
{
    /// <summary>A port that is free on all the addresses.</summary>
    public static int Free(params string[] addresses)
    {
        while (true)
        {
            using var first = new TcpListener(IPAddress.Parse(addresses[0]), 0);
            first.Start();
            var port = ((IPEndPoint)first.LocalEndpoint).Port;
            if (addresses.Skip(1).All(address => IsFree(address, port)))
            {
                return port;
            }
        }
    }

    private static bool IsFree(string address, int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Parse(address), port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
