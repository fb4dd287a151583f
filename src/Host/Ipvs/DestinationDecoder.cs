using System.Net;
using System.Net.Sockets;
using LvsPluggable.Host.Netlink;

namespace LvsPluggable.Host.Ipvs;

/// <summary>Collects the attributes of one destination, which may come in any order.</summary>
internal ref struct DestinationDecoder
{
    private ushort _family;
    private ReadOnlySpan<byte> _address;
    private int? _port;
    private uint? _method;
    private uint? _weight;
    private uint _upperThreshold;
    private uint _lowerThreshold;
    private uint _active;
    private uint _inactive;
    private uint _persistent;
    private Traffic _traffic;
    private Tunnel _tunnel;

    /// <inheritdoc cref="DestinationCodec.Read"/>
    public DestinationState Decode(ReadOnlySpan<byte> nested, AddressFamily serviceFamily)
    {
        var attributes = new AttributeReader(nested);
        while (attributes.Read())
        {
            if (!TakeConfiguration(attributes))
            {
                TakeState(attributes);
            }
        }

        if (_address.IsEmpty || _port is null || _method is null || _weight is null)
        {
            MalformedMessageException.Throw("a destination without address, port, forwarding method or weight");
        }

        if (_weight > int.MaxValue)
        {
            MalformedMessageException.Throw($"weight {_weight}");
        }

        var family = _family == 0 ? serviceFamily : AddressCodec.Family(_family);
        var method = (ForwardingMethod)(_method.Value & IpvsProtocol.ForwardingMask);
        return new DestinationState
        {
            Destination = new Destination
            {
                EndPoint = new IPEndPoint(AddressCodec.Read(_address, family), _port.Value),
                Method = method,
                Weight = (int)_weight.Value,
                UpperThreshold = _upperThreshold,
                LowerThreshold = _lowerThreshold,
                Tunnel = method == ForwardingMethod.Tunnel ? _tunnel : default,
            },
            ActiveConnections = _active,
            InactiveConnections = _inactive,
            PersistentConnections = _persistent,
            Traffic = _traffic,
        };
    }

    private bool TakeConfiguration(in AttributeReader attribute)
    {
        switch (attribute.Type)
        {
            case IpvsProtocol.DestinationAddressFamily:
                _family = attribute.UInt16();
                return true;
            case IpvsProtocol.DestinationAddress:
                _address = attribute.Exactly(IpvsProtocol.AddressLength);
                return true;
            case IpvsProtocol.DestinationPort:
                _port = attribute.BigEndianUInt16();
                return true;
            case IpvsProtocol.DestinationForwarding:
                _method = attribute.UInt32();
                return true;
            case IpvsProtocol.DestinationWeight:
                _weight = attribute.UInt32();
                return true;
            case IpvsProtocol.DestinationUpperThreshold:
                _upperThreshold = attribute.UInt32();
                return true;
            case IpvsProtocol.DestinationLowerThreshold:
                _lowerThreshold = attribute.UInt32();
                return true;
            case IpvsProtocol.DestinationTunnelType:
                _tunnel = _tunnel with { Type = (TunnelType)attribute.Byte() };
                return true;
            case IpvsProtocol.DestinationTunnelPort:
                _tunnel = _tunnel with { Port = attribute.BigEndianUInt16() };
                return true;
            case IpvsProtocol.DestinationTunnelFlags:
                _tunnel = _tunnel with { Flags = (TunnelFlags)attribute.UInt16() };
                return true;
            default:
                return false;
        }
    }

    private void TakeState(in AttributeReader attribute)
    {
        switch (attribute.Type)
        {
            case IpvsProtocol.DestinationActiveConnections:
                _active = attribute.UInt32();
                break;
            case IpvsProtocol.DestinationInactiveConnections:
                _inactive = attribute.UInt32();
                break;
            case IpvsProtocol.DestinationPersistentConnections:
                _persistent = attribute.UInt32();
                break;
            case IpvsProtocol.DestinationStatistics64:
                _traffic = TrafficCodec.Read(attribute.Value);
                break;
        }
    }
}
