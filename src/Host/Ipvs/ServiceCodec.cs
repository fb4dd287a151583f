using System.Net.Sockets;
using LvsPluggable.Host.Netlink;

namespace LvsPluggable.Host.Ipvs;

/// <summary>Virtual services as attributes (IPVS_CMD_ATTR_SERVICE and IPVS_SVC_ATTR_* of linux/ip_vs.h).</summary>
internal static class ServiceCodec
{
    /// <summary>The attributes that select a service.</summary>
    public static void Write(AttributeWriter writer, ServiceKey key)
    {
        var nested = writer.BeginNested(IpvsProtocol.CommandService);
        WriteKey(writer, key);
        writer.EndNested(nested);
    }

    /// <summary>The attributes that add or edit a service.</summary>
    public static void Write(AttributeWriter writer, VirtualService service)
    {
        var nested = writer.BeginNested(IpvsProtocol.CommandService);
        WriteKey(writer, service.Key);
        writer.Write(IpvsProtocol.ServiceScheduler, service.Scheduler);
        if (service.PersistenceEngine is not null)
        {
            writer.Write(IpvsProtocol.ServicePersistenceEngine, service.PersistenceEngine);
        }

        // struct ip_vs_flags: values, then the mask of those to change. A mask of all would clear the kernel's own.
        Span<byte> flags = stackalloc byte[2 * sizeof(uint)];
        BitConverter.TryWriteBytes(flags, Flags(service));
        BitConverter.TryWriteBytes(flags[sizeof(uint)..], IpvsProtocol.OwnedFlags);
        writer.Write(IpvsProtocol.ServiceFlags, flags);
        writer.Write(IpvsProtocol.ServiceTimeout, service.PersistenceTimeout ?? 0);

        var netmask = service.Netmask ?? ClientNetmask.WholeAddress(service.Key.AddressFamily);
        if (netmask.AddressFamily == AddressFamily.InterNetworkV6)
        {
            writer.Write(IpvsProtocol.ServiceNetmask, netmask.Value);
        }
        else
        {
            writer.WriteBigEndian(IpvsProtocol.ServiceNetmask, netmask.Value);
        }

        writer.EndNested(nested);
    }

    /// <summary>Reads the attributes of one message of IPVS_CMD_GET_SERVICE.</summary>
    /// <returns>
    /// The service; null for one of a protocol that this program does not know, which is nobody's business here and must not
    /// hide the others.
    /// </returns>
    /// <exception cref="MalformedMessageException">They do not have the form they must have.</exception>
    public static VirtualService? Read(ReadOnlySpan<byte> payload)
    {
        var attributes = new AttributeReader(payload);
        while (attributes.Read())
        {
            if (attributes.Type == IpvsProtocol.CommandService)
            {
                return new ServiceDecoder().Decode(attributes.Value);
            }
        }

        MalformedMessageException.Throw("no service in the answer");
        return null;
    }

    private static uint Flags(VirtualService service) =>
        (uint)service.SchedulerFlags
        | (service.PersistenceTimeout is null ? 0 : IpvsProtocol.FlagPersistent)
        | (service.OnePacket ? IpvsProtocol.FlagOnePacket : 0);

    private static void WriteKey(AttributeWriter writer, ServiceKey key)
    {
        writer.Write(IpvsProtocol.ServiceAddressFamily, AddressCodec.FamilyNumber(key.AddressFamily));
        if (key.Address is null)
        {
            writer.Write(IpvsProtocol.ServiceFirewallMark, key.FirewallMark);
        }
        else
        {
            writer.Write(IpvsProtocol.ServiceProtocol, (ushort)key.Protocol);
            AddressCodec.Write(writer, IpvsProtocol.ServiceAddress, key.Address);
            writer.WriteBigEndian(IpvsProtocol.ServicePort, (ushort)key.Port);
        }
    }
}
