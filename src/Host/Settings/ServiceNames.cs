using System.Net;
using System.Runtime.InteropServices;

namespace LvsPluggable.Host.Settings;

/// <summary>The ports that the system's list of services names.</summary>
internal static unsafe partial class ServiceNames
{
    private const int BufferSize = 8192;

    /// <summary>The port of a service; null when there is none of that name.</summary>
    /// <param name="name">The service's name.</param>
    /// <param name="protocol">The protocol's name, in small letters.</param>
    public static int? PortOf(string name, string protocol)
    {
        var buffer = stackalloc byte[BufferSize];
        Entry entry;
        Entry* found;
        var error = GetServiceByName(name, protocol, &entry, buffer, BufferSize, &found);
        return error == 0 && found is not null ? (ushort)IPAddress.NetworkToHostOrder((short)found->Port) : null;
    }

    [LibraryImport("libc", EntryPoint = "getservbyname_r", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int GetServiceByName(string name, string protocol, Entry* result, byte* buffer, nint size, Entry** found);

    /// <summary><c>struct servent</c> of netdb.h; the port is in network byte order.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Entry
    {
        public byte* Name;
        public byte** Aliases;
        public int Port;
        public byte* Protocol;
    }
}
