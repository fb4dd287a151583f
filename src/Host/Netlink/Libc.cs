using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace LvsPluggable.Host.Netlink;

/// <summary>The one libc function and the constants that opening a netlink socket takes.</summary>
internal static partial class Libc
{
    private const int AddressFamilyNetlink = 16; // AF_NETLINK, bits/socket.h
    private const int SocketRaw = 3; // SOCK_RAW
    private const int SocketCloseOnExec = 0x80000; // SOCK_CLOEXEC
    private const int ProtocolRoute = 0; // NETLINK_ROUTE, linux/netlink.h
    private const int ProtocolGeneric = 16; // NETLINK_GENERIC
    private const int LevelNetlink = 270; // SOL_NETLINK
    private const int OptionExtendedAck = 11; // NETLINK_EXT_ACK, Linux 4.12

    /// <summary>A generic netlink socket, for asynchronous use. It asks the kernel for messages with its errors.</summary>
    /// <exception cref="NetlinkException">The kernel refuses the socket.</exception>
    public static Socket OpenGenericNetlink() => Open(ProtocolGeneric);

    /// <summary>A socket to the kernel's routes and neighbours (rtnetlink), like that for generic netlink.</summary>
    /// <exception cref="NetlinkException">The kernel refuses the socket.</exception>
    public static Socket OpenRouteNetlink() => Open(ProtocolRoute);

    private static Socket Open(int protocol)
    {
        var descriptor = OpenSocket(AddressFamilyNetlink, SocketRaw | SocketCloseOnExec, protocol);
        if (descriptor < 0)
        {
            throw new NetlinkException(Marshal.GetLastPInvokeError(), kernelMessage: null);
        }

        var socket = new Socket(new SafeSocketHandle(descriptor, ownsHandle: true));
        try
        {
            Span<byte> on = stackalloc byte[sizeof(int)];
            BitConverter.TryWriteBytes(on, 1);
            socket.SetRawSocketOption(LevelNetlink, OptionExtendedAck, on);
        }
        catch (SocketException)
        {
            // Kernels without the option give the bare error number, which is enough.
        }

        return socket;
    }

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    private static partial int OpenSocket(int domain, int type, int protocol);
}
