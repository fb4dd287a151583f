using System.Net;
using LvsPluggable;

namespace DnsSrv;

/// <summary>Takes real servers from the SRV records of a name, as Consul, Kubernetes and Active Directory publish them.</summary>
public sealed class DnsSrvPlugin : ILvsPlugin
{
    private static readonly Parameter<string> SrvName = new()
    {
        Name = "srv_name",
        ShortDescription = "Name whose SRV records list the real servers",
        LongDescription = "The name of the SRV records, such as _postgresql._tcp.example.org. Those of the lowest priority number are the real servers, with the "
            + "weights that the records say; their ports have to be that of the virtual service unless they are reached by nat.",
        Parse = text => text.StartsWith('_') && text.Contains("._", StringComparison.Ordinal) ? text.TrimEnd('.')
            : throw new FormatException("should begin with a service and a protocol, such as _postgresql._tcp.example.org"),
        Expected = "a name such as _postgresql._tcp.example.org",
    };

    private static readonly Parameter<IPEndPoint> Server = new()
    {
        Name = "srv_server",
        ShortDescription = "Name server that is asked",
        LongDescription = "The address of the name server that is asked, with a port where that is not 53, such as 127.0.0.1:8600 for Consul. Without it those "
            + "of /etc/resolv.conf are.",
        Parse = text => IPEndPoint.TryParse(text, out var server) ? new IPEndPoint(server.Address, server.Port == 0 ? 53 : server.Port)
            : throw new FormatException("should be an address, with a port or without"),
        Expected = "an address such as 192.0.2.53 or 127.0.0.1:8600",
    };

    public string Name => "srv";

    public IReadOnlyList<Parameter> Parameters { get; } = [SrvName, Server];

    public void Configure(IPluginBuilder plugin)
    {
        if (plugin.TryGet(SrvName, out var name))
        {
            plugin.TryGet(Server, out var server);
            plugin.AddSource("srv", () => new SrvSource(name, server, plugin.Service));
        }
        else if (plugin.IsSet(Server.Name))
        {
            throw new FormatException($"{Server.Name} is set, and should not be without {SrvName.Name}.");
        }
    }
}
