using System.Buffers.Binary;
using System.Net.Sockets;
using LvsPluggable.Host.Netlink;

namespace LvsPluggable.Host.Ipvs;

/// <summary>Collects the attributes of one service, which may come in any order.</summary>
internal ref struct ServiceDecoder
{
    private ushort? _family;
    private ushort _protocol;
    private ReadOnlySpan<byte> _address;
    private int? _port;
    private uint _mark;
    private string? _scheduler;
    private string? _engine;
    private uint _flags;
    private uint _timeout;
    private ReadOnlySpan<byte> _netmask;

    /// <inheritdoc cref="ServiceCodec.Read"/>
    public VirtualService? Decode(ReadOnlySpan<byte> nested)
    {
        var attributes = new AttributeReader(nested);
        while (attributes.Read())
        {
            Take(attributes);
        }

        if (_family is not { } number)
        {
            MalformedMessageException.Throw("a service without its address family");
            return null;
        }

        var family = AddressCodec.Family(number);
        if (Key(family) is not { } key)
        {
            return null;
        }

        if (string.IsNullOrEmpty(_scheduler))
        {
            MalformedMessageException.Throw($"service {key} without a scheduler");
        }

        return new VirtualService
        {
            Key = key,
            Scheduler = _scheduler,
            SchedulerFlags = (SchedulerFlags)_flags & SchedulerFlags.All,
            PersistenceTimeout = (_flags & IpvsProtocol.FlagPersistent) != 0 ? _timeout : null,
            Netmask = Netmask(family),
            PersistenceEngine = string.IsNullOrEmpty(_engine) ? null : _engine,
            OnePacket = (_flags & IpvsProtocol.FlagOnePacket) != 0,
        };
    }

    private void Take(in AttributeReader attribute)
    {
        switch (attribute.Type)
        {
            case IpvsProtocol.ServiceAddressFamily:
                _family = attribute.UInt16();
                break;
            case IpvsProtocol.ServiceProtocol:
                _protocol = attribute.UInt16();
                break;
            case IpvsProtocol.ServiceAddress:
                _address = attribute.Exactly(IpvsProtocol.AddressLength);
                break;
            case IpvsProtocol.ServicePort:
                _port = attribute.BigEndianUInt16();
                break;
            case IpvsProtocol.ServiceFirewallMark:
                _mark = attribute.UInt32();
                break;
            case IpvsProtocol.ServiceScheduler:
                _scheduler = attribute.Text();
                break;
            case IpvsProtocol.ServicePersistenceEngine:
                _engine = attribute.Text();
                break;
            case IpvsProtocol.ServiceFlags:
                // struct ip_vs_flags; the mask after the values means nothing in an answer.
                _flags = BitConverter.ToUInt32(attribute.Exactly(2 * sizeof(uint)));
                break;
            case IpvsProtocol.ServiceTimeout:
                _timeout = attribute.UInt32();
                break;
            case IpvsProtocol.ServiceNetmask:
                _netmask = attribute.Exactly(sizeof(uint));
                break;
        }
    }

    private readonly ServiceKey? Key(AddressFamily family)
    {
        if (_mark != 0)
        {
            return ServiceKey.ForFirewallMark(_mark, family);
        }

        if (_address.IsEmpty || _port is null)
        {
            MalformedMessageException.Throw("a service without address or port");
        }

        var protocol = (TransportProtocol)_protocol;
        return protocol is TransportProtocol.Tcp or TransportProtocol.Udp or TransportProtocol.Sctp
            ? ServiceKey.ForAddress(protocol, AddressCodec.Read(_address, family), _port.Value)
            : null;
    }

    private readonly ClientNetmask? Netmask(AddressFamily family)
    {
        if (_netmask.IsEmpty)
        {
            return null;
        }

        return new ClientNetmask(
            family,
            family == AddressFamily.InterNetworkV6 ? BitConverter.ToUInt32(_netmask) : BinaryPrimitives.ReadUInt32BigEndian(_netmask));
    }
}
