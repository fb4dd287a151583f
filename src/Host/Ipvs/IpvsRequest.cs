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
