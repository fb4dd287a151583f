using LvsPluggable.Host.Netlink;

namespace LvsPluggable.Host.Ipvs;

/// <summary>
/// A virtual service of the kernel's table as the kernel told it, byte for byte and without what connections do. Comparing it with what the
/// kernel tells later takes no memory for a real server.
/// </summary>
/// <remarks>The kernel tells the entries of a table that nobody changes in the same order each time (net/netfilter/ipvs/ip_vs_ctl.c).</remarks>
internal sealed class TableImage
{
    private byte[] _bytes = [];
    private int _length = -1;
    private int _position;
    private bool _isComparing;
    private bool _differs;

    /// <summary>What is told from now on is kept. Until its end it is equal to nothing.</summary>
    public void Record()
    {
        _isComparing = false;
        _position = 0;
        _length = -1;
    }

    /// <summary>What is told from now on is compared with what was kept, which stays.</summary>
    public void Compare()
    {
        _isComparing = true;
        _position = 0;
        _differs = _length < 0;
    }

    /// <summary>Takes what is told next: the attributes of a message of IPVS_CMD_GET_SERVICE or IPVS_CMD_GET_DEST.</summary>
    /// <exception cref="MalformedMessageException">They do not have the form they must have.</exception>
    public void Take(ReadOnlySpan<byte> payload)
    {
        var attributes = new AttributeReader(payload);
        while (attributes.Read())
        {
            var isService = attributes.Type == IpvsProtocol.CommandService;
            var inside = new AttributeReader(attributes.Value);
            while (inside.Read())
            {
                if (!(isService ? IsCountOfService(inside.Type) : IsCountOfDestination(inside.Type)))
                {
                    Take(inside.Type, inside.Value);
                }
            }
        }
    }

    /// <summary>Takes one attribute.</summary>
    public void Take(ushort type, ReadOnlySpan<byte> value)
    {
        Span<byte> header = stackalloc byte[sizeof(int)];
        BitConverter.TryWriteBytes(header, (type << 16) | value.Length);
        Take(header, value);
    }

    /// <summary>Everything was told.</summary>
    /// <returns>Whether it is what was kept.</returns>
    public bool End()
    {
        if (!_isComparing)
        {
            _length = _position;
        }

        return !_isComparing || (!_differs && _position == _length);
    }

    private static bool IsCountOfService(ushort type) => type is IpvsProtocol.ServiceStatistics or IpvsProtocol.ServiceStatistics64;

    private static bool IsCountOfDestination(ushort type) => type is IpvsProtocol.DestinationActiveConnections
        or IpvsProtocol.DestinationInactiveConnections or IpvsProtocol.DestinationPersistentConnections
        or IpvsProtocol.DestinationStatistics or IpvsProtocol.DestinationStatistics64;

    private void Take(ReadOnlySpan<byte> header, ReadOnlySpan<byte> value)
    {
        var end = _position + header.Length + value.Length;
        if (_isComparing)
        {
            _differs = _differs || end > _length
                || !_bytes.AsSpan(_position).StartsWith(header) || !_bytes.AsSpan(_position + header.Length).StartsWith(value);
        }
        else
        {
            if (end > _bytes.Length)
            {
                Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, end));
            }

            header.CopyTo(_bytes.AsSpan(_position));
            value.CopyTo(_bytes.AsSpan(_position + header.Length));
        }

        _position = end;
    }
}
