using System.Net;
using LvsPluggable.Host.Netlink;

namespace LvsPluggable.Host.Ipvs;

/// <summary>One command to IPVS, with the words that its errors are reported in.</summary>
internal sealed record IpvsRequest(byte Command, string Operation, string Subject)
{
    /// <summary>Whether it lists everything instead of doing one thing.</summary>
    public bool IsDump { get; init; }

    /// <summary>The modules of the kernel that it asks for, in words.</summary>
    public string Needs { get; init; } = "scheduler or its persistence engine";

    public AttributeWriter Attributes { get; } = new();

    /// <summary>What makes a change, where nothing is there that should not be, and all that should.</summary>
    public static IpvsRequest Of(TableChange change)
    {
        var key = change.Service.Key;
        return change.Kind switch
        {
            ChangeKind.AddService => Of(IpvsProtocol.NewService, "add", change.Service),
            ChangeKind.EditService => Of(IpvsProtocol.SetService, "edit", change.Service),
            ChangeKind.AddDestination => Of(IpvsProtocol.NewDestination, "add", key, change.Destination!),
            ChangeKind.EditDestination or ChangeKind.QuiesceDestination => Of(IpvsProtocol.SetDestination, "edit", key, change.Destination!),
            _ => OfDeletion(key, change.Destination!.EndPoint),
        };
    }

    private static IpvsRequest Of(byte command, string operation, VirtualService service)
    {
        var engine = service.PersistenceEngine is { } name ? $" or its persistence engine {name} (module ip_vs_pe_{name})" : "";
        var request = new IpvsRequest(command, operation, $"{service.Key}")
        {
            Needs = $"scheduler {service.Scheduler} (module ip_vs_{service.Scheduler}){engine}",
        };
        ServiceCodec.Write(request.Attributes, service);
        return request;
    }

    private static IpvsRequest Of(byte command, string operation, ServiceKey service, Destination destination)
    {
        var request = new IpvsRequest(command, operation, $"{service} -r {destination.EndPoint}");
        ServiceCodec.Write(request.Attributes, service);
        DestinationCodec.Write(request.Attributes, destination);
        return request;
    }

    private static IpvsRequest OfDeletion(ServiceKey service, IPEndPoint endPoint)
    {
        var request = new IpvsRequest(IpvsProtocol.DeleteDestination, "delete", $"{service} -r {endPoint}");
        ServiceCodec.Write(request.Attributes, service);
        DestinationCodec.Write(request.Attributes, endPoint);
        return request;
    }

    /// <summary>The kernel acknowledged the command but left out its answer.</summary>
    public IpvsException Unanswered() => new(Operation, Subject, new MalformedMessageException("acknowledged without an answer"));

    /// <summary>The failure of this request.</summary>
    public IpvsException Failed(Exception cause) => new(Operation, Subject, cause, Hint((cause as NetlinkException)?.Errno));

    // What net/netfilter/ipvs/ip_vs_ctl.c means by these numbers.
    private string? Hint(int? errno) => (Command, errno) switch
    {
        (IpvsProtocol.NewService or IpvsProtocol.SetService, Errno.NoEntry) =>
            $"the kernel does not have its {Needs}",
        (IpvsProtocol.NewDestination or IpvsProtocol.SetDestination or IpvsProtocol.SetService, Errno.NoSuchProcess) =>
            "the virtual service is not there",
        (IpvsProtocol.NewDestination or IpvsProtocol.SetDestination, Errno.OutOfRange) =>
            "its lower threshold is greater than its upper one",
        (IpvsProtocol.NewDaemon, Errno.NoDevice) => "there is no such network interface",
        (_, Errno.NotPermitted or Errno.AccessDenied) => "only root may do this",
        _ => null,
    };
}
