using System.Net;

namespace LvsPluggable.Plugins.Network.Connections;

/// <summary>Makes the dialers of the servers of one virtual service.</summary>
/// <param name="port">The port of all of them; null for each server's own.</param>
/// <param name="servicePort">The port of servers that say none.</param>
/// <param name="source">The address to connect from; null for the one that the system chooses.</param>
internal sealed class DialerFactory(int? port, int servicePort, IPAddress? source)
{
    /// <summary>To the port that is checked.</summary>
    /// <exception cref="InvalidOperationException">Nothing says which port that is.</exception>
    public Dialer To(RealServer server) => To(server, port ?? (server.Port == 0 ? servicePort : server.Port) switch
    {
        0 => throw new InvalidOperationException($"{server.Host} has no port, so check_port should be set"),
        var own => own,
    });

    /// <summary>To another port.</summary>
    public Dialer To(RealServer server, int otherPort) => new(new IPEndPoint(server.Address!, otherPort), source);
}
