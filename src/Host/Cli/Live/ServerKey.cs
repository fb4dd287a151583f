using LvsPluggable.Host.Director.Status;

namespace LvsPluggable.Host.Cli.Live;

/// <summary>Which real server of which virtual service of which instance is meant.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="Service">The virtual service, in ipvsadm's words.</param>
/// <param name="Server">Address and port.</param>
internal sealed record ServerKey(string Instance, string Service, string Server)
{
    public static ServerKey Of(HostStatus host, ServiceStatus service, ServerStatus server) =>
        new(host.Instance, service.Service, HostAndPort.Join(server.Address, server.Port));
}
