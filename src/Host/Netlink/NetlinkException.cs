namespace LvsPluggable.Host.Netlink;

/// <summary>The kernel answered a request with an error, or refused the socket or the transfer.</summary>
internal sealed class NetlinkException : Exception
{
    public NetlinkException(int errno, string? kernelMessage, Exception? innerException = null)
        : base(kernelMessage is null ? Netlink.Errno.Describe(errno) : $"{Netlink.Errno.Describe(errno)}: {kernelMessage}", innerException)
    {
        Errno = errno;
        KernelMessage = kernelMessage;
    }

    /// <summary>The error number, positive.</summary>
    public int Errno { get; }

    /// <summary>What the kernel said with it (NLMSGERR_ATTR_MSG), when it said something.</summary>
    public string? KernelMessage { get; }
}
