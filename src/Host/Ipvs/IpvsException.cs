using LvsPluggable.Host.Netlink;

namespace LvsPluggable.Host.Ipvs;

/// <summary>A call to IPVS failed.</summary>
internal sealed class IpvsException : Exception
{
    /// <summary>Made of a failure of the transport.</summary>
    /// <param name="operation">What was tried, in words that end before the object: <c>add</c>.</param>
    /// <param name="subject">The object, in ipvsadm's words.</param>
    /// <param name="cause">What happened.</param>
    /// <param name="hint">What the error means for this operation, when that is known.</param>
    public IpvsException(string operation, string subject, Exception cause, string? hint = null)
        : base($"cannot {operation} {subject}: {hint ?? cause.Message}{(hint is null ? "" : $": {cause.Message}")}", cause)
    {
        Operation = operation;
        Subject = subject;
        (Problem, Errno, KernelMessage) = cause switch
        {
            NetlinkException { Errno: Netlink.Errno.NotPermitted or Netlink.Errno.AccessDenied } refusal =>
                (IpvsProblem.NotPermitted, refusal.Errno, refusal.KernelMessage),
            NetlinkException { Errno: Netlink.Errno.FamilyNotSupported or Netlink.Errno.ProtocolNotSupported } refusal =>
                (IpvsProblem.NoIpvs, refusal.Errno, refusal.KernelMessage),
            NetlinkException refusal => (IpvsProblem.Refused, refusal.Errno, refusal.KernelMessage),
            TimeoutException => (IpvsProblem.TimedOut, 0, null),
            _ => (IpvsProblem.Malformed, 0, default(string)),
        };
    }

    private IpvsException(string operation, string subject, string message)
        : base(message)
    {
        Operation = operation;
        Subject = subject;
        Problem = IpvsProblem.NoIpvs;
        Errno = Netlink.Errno.NoEntry;
    }

    /// <summary>Why.</summary>
    public IpvsProblem Problem { get; }

    /// <summary>What was tried: <c>list</c>, <c>add</c>, <c>edit</c>, <c>delete</c>.</summary>
    public string Operation { get; }

    /// <summary>What it was tried on, in ipvsadm's words.</summary>
    public string Subject { get; }

    /// <summary>The kernel's error number; 0 when it gave none.</summary>
    public int Errno { get; }

    /// <summary>The number's name, <c>ENOENT</c> for example; empty when there is none.</summary>
    public string ErrnoName => Errno == 0 ? "" : Netlink.Errno.Name(Errno);

    /// <summary>What the kernel said besides the number, when it said something.</summary>
    public string? KernelMessage { get; }

    /// <summary>There is no IPVS, and loading its module did not help.</summary>
    public static IpvsException NoIpvs(string operation, string subject, string moduleReport) =>
        new(operation, subject, $"cannot {operation} {subject}: this kernel has no IPVS ({moduleReport})");
}
