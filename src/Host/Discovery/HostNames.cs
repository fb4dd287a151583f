using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using LvsPluggable.Host.Threads;

namespace LvsPluggable.Host.Discovery;

/// <summary>
/// Addresses of host names as the system's resolver gives them, and nothing else. <see cref="Dns"/> adds every address of every
/// interface, in both families, when the name is the machine's own: all virtual addresses that it holds at that time among them.
/// </summary>
internal static partial class HostNames
{
    private const int AnyFamily = 0; // AF_UNSPEC
    private const int Internet4 = 2; // AF_INET, bits/socket.h
    private const int Internet6 = 10; // AF_INET6
    private const int StreamSocket = 1; // SOCK_STREAM: else every address comes once per type
    private const int Address4Offset = 4; // sin_addr in struct sockaddr_in, netinet/in.h
    private const int Address6Offset = 8; // sin6_addr in struct sockaddr_in6

    // So many look-ups that hang take nobody else's thread.
    private static readonly OutsideThreads Threads = new("lvsdr look-up", most: 16);

    // The resolver cannot be interrupted: a name that is being looked up is not looked up a second time beside that.
    private static readonly ConcurrentDictionary<(string Host, AddressFamily Family), Task<IPAddress[]>> Running = new();

    /// <summary>The addresses of a name.</summary>
    /// <param name="host">The name.</param>
    /// <param name="family">IPv4 or IPv6; <see cref="AddressFamily.Unspecified"/> for both, in the resolver's order.</param>
    /// <param name="cancellationToken">Ends the wait; the resolver itself goes on until its own time is over.</param>
    /// <exception cref="InvalidOperationException">The name does not resolve; the message is the system's.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public static Task<IPAddress[]> LookUpAsync(string host, AddressFamily family, CancellationToken cancellationToken)
    {
        var key = (host, family);
        var running = Running.GetOrAdd(key, static key => Threads.Run(() => LookUp(key.Host, key.Family)));
        _ = running.ContinueWith(
            done => Running.TryRemove(KeyValuePair.Create(key, done)),
            CancellationToken.None,
            TaskContinuationOptions.None,
            TaskScheduler.Default);
        return running.WaitAsync(cancellationToken);
    }

    private static unsafe IPAddress[] LookUp(string host, AddressFamily family)
    {
        var hints = new AddressInfo
        {
            Family = family switch
            {
                AddressFamily.InterNetworkV6 => Internet6,
                AddressFamily.InterNetwork => Internet4,
                _ => AnyFamily,
            },
            SocketType = StreamSocket,
        };
        AddressInfo* first = null;
        var error = GetAddressInfo(host, null, &hints, &first);
        if (error != 0)
        {
            throw new InvalidOperationException(Marshal.PtrToStringUTF8(GetErrorText(error)) ?? $"getaddrinfo answers {error}");
        }

        try
        {
            var found = new List<IPAddress>();
            for (var entry = first; entry is not null; entry = entry->Next)
            {
                var address = entry->Family switch
                {
                    Internet4 => new IPAddress(new ReadOnlySpan<byte>(entry->SocketAddress + Address4Offset, 4)),
                    Internet6 => new IPAddress(new ReadOnlySpan<byte>(entry->SocketAddress + Address6Offset, 16)),
                    _ => null,
                };
                if (address is not null && !found.Contains(address))
                {
                    found.Add(address);
                }
            }

            return [.. found];
        }
        finally
        {
            FreeAddressInfo(first);
        }
    }

    [LibraryImport("libc", EntryPoint = "getaddrinfo", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int GetAddressInfo(string node, string? service, AddressInfo* hints, AddressInfo** result);

    [LibraryImport("libc", EntryPoint = "freeaddrinfo")]
    private static unsafe partial void FreeAddressInfo(AddressInfo* first);

    [LibraryImport("libc", EntryPoint = "gai_strerror")]
    private static partial nint GetErrorText(int error);

    /// <summary><c>struct addrinfo</c> of netdb.h.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private unsafe struct AddressInfo
    {
        public int Flags;
        public int Family;
        public int SocketType;
        public int Protocol;
        public uint AddressLength;
        public byte* SocketAddress;
        public byte* CanonicalName;
        public AddressInfo* Next;
    }
}
