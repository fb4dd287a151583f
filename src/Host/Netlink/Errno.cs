using System.Runtime.InteropServices;

namespace LvsPluggable.Host.Netlink;

/// <summary>Error numbers of Linux (asm-generic/errno-base.h and errno.h), as netlink reports them.</summary>
internal static class Errno
{
    public const int NotPermitted = 1;
    public const int NoEntry = 2;
    public const int NoSuchProcess = 3;
    public const int AccessDenied = 13;
    public const int Exists = 17;
    public const int NoDevice = 19;
    public const int Invalid = 22;
    public const int OutOfRange = 34;
    public const int ProtocolNotSupported = 93;
    public const int FamilyNotSupported = 97;
    public const int NetworkUnreachable = 101;
    public const int HostUnreachable = 113;

    private static readonly Dictionary<int, string> Names = new()
    {
        [NotPermitted] = "EPERM",
        [NoEntry] = "ENOENT",
        [NoSuchProcess] = "ESRCH",
        [4] = "EINTR",
        [5] = "EIO",
        [9] = "EBADF",
        [11] = "EAGAIN",
        [12] = "ENOMEM",
        [AccessDenied] = "EACCES",
        [16] = "EBUSY",
        [Exists] = "EEXIST",
        [NoDevice] = "ENODEV",
        [Invalid] = "EINVAL",
        [23] = "ENFILE",
        [24] = "EMFILE",
        [28] = "ENOSPC",
        [OutOfRange] = "ERANGE",
        [71] = "EPROTO",
        [90] = "EMSGSIZE",
        [92] = "ENOPROTOOPT",
        [ProtocolNotSupported] = "EPROTONOSUPPORT",
        [95] = "EOPNOTSUPP",
        [FamilyNotSupported] = "EAFNOSUPPORT",
        [NetworkUnreachable] = "ENETUNREACH",
        [105] = "ENOBUFS",
        [111] = "ECONNREFUSED",
        [HostUnreachable] = "EHOSTUNREACH",
    };

    /// <summary>The symbolic name, <c>ENOENT</c> for example; the number for one that has no name here.</summary>
    public static string Name(int errno) => Names.TryGetValue(errno, out var name) ? name : $"errno {errno}";

    /// <summary>The name and libc's words for it.</summary>
    public static string Describe(int errno) => $"{Name(errno)} ({Marshal.GetPInvokeErrorMessage(errno)})";
}
