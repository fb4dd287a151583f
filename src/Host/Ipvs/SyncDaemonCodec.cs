using System.Net;
using System.Text;
using LvsPluggable.Host.Netlink;

namespace LvsPluggable.Host.Ipvs;

/// <summary>Daemons of synchronisation as attributes (IPVS_CMD_ATTR_DAEMON and IPVS_DAEMON_ATTR_* of linux/ip_vs.h).</summary>
internal static class SyncDaemonCodec
{
    /// <summary>The attributes that start a daemon. What is left to the kernel is left out: kernels before 4.3 know no more.</summary>
    public static void Write(AttributeWriter writer, SyncDaemon daemon)
    {
        var nested = writer.BeginNested(IpvsProtocol.CommandDaemon);
        writer.Write(IpvsProtocol.DaemonState, (uint)daemon.State);
        writer.Write(IpvsProtocol.DaemonInterface, daemon.Interface);
        writer.Write(IpvsProtocol.DaemonSyncId, (uint)daemon.SyncId);
        if (daemon.MaximumLength != 0)
        {
            writer.Write(IpvsProtocol.DaemonMaximumLength, (ushort)daemon.MaximumLength);
        }

        if (daemon.Group is { } group)
        {
            var bytes = group.GetAddressBytes();
            writer.Write(bytes.Length == 4 ? IpvsProtocol.DaemonGroup : IpvsProtocol.DaemonGroup6, bytes.AsSpan());
        }

        if (daemon.Port != 0)
        {
            writer.Write(IpvsProtocol.DaemonPort, (ushort)daemon.Port);
        }

        writer.EndNested(nested);
    }

    /// <summary>The attributes that stop a daemon.</summary>
    public static void Write(AttributeWriter writer, SyncState state)
    {
        var nested = writer.BeginNested(IpvsProtocol.CommandDaemon);
        writer.Write(IpvsProtocol.DaemonState, (uint)state);
        writer.EndNested(nested);
    }

    /// <summary>Reads one message of IPVS_CMD_GET_DAEMON; null when no daemon is in it.</summary>
    /// <exception cref="MalformedMessageException">The attributes do not have the form they must have.</exception>
    public static SyncDaemon? Read(ReadOnlySpan<byte> payload)
    {
        var attributes = new AttributeReader(payload);
        while (attributes.Read())
        {
            if (attributes.Type == IpvsProtocol.CommandDaemon)
            {
                return Decode(attributes.Value);
            }
        }

        return null;
    }

    private static SyncDaemon Decode(ReadOnlySpan<byte> nested)
    {
        var daemon = new SyncDaemon { State = SyncState.None, Interface = "" };
        var attributes = new AttributeReader(nested);
        while (attributes.Read())
        {
            daemon = attributes.Type switch
            {
                IpvsProtocol.DaemonState => daemon with { State = (SyncState)attributes.UInt32() },
                IpvsProtocol.DaemonInterface => daemon with { Interface = Encoding.UTF8.GetString(attributes.Value).TrimEnd('\0') },
                IpvsProtocol.DaemonSyncId => daemon with { SyncId = (int)attributes.UInt32() },
                IpvsProtocol.DaemonMaximumLength => daemon with { MaximumLength = attributes.UInt16() },
                IpvsProtocol.DaemonGroup => daemon with { Group = new IPAddress(attributes.Exactly(4)) },
                IpvsProtocol.DaemonGroup6 => daemon with { Group = new IPAddress(attributes.Exactly(16)) },
                IpvsProtocol.DaemonPort => daemon with { Port = attributes.UInt16() },
                _ => daemon,
            };
        }

        return daemon;
    }
}
