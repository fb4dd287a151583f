using LvsPluggable.Host.Netlink;

namespace LvsPluggable.Host.Ipvs;

/// <summary>What IPVS says of itself (IPVS_CMD_GET_INFO).</summary>
internal sealed record IpvsInfo
{
    /// <summary>The version of IPVS, 1.2.1 for example.</summary>
    public required Version Version { get; init; }

    /// <summary>Entries of the table that connections are hashed into.</summary>
    public uint ConnectionTableSize { get; init; }

    /// <exception cref="MalformedMessageException">The attributes do not have the form they must have.</exception>
    public static IpvsInfo Decode(ReadOnlySpan<byte> payload)
    {
        uint version = 0;
        uint size = 0;
        var attributes = new AttributeReader(payload);
        while (attributes.Read())
        {
            switch (attributes.Type)
            {
                case IpvsProtocol.InfoVersion:
                    version = attributes.UInt32();
                    break;
                case IpvsProtocol.InfoConnectionTableSize:
                    size = attributes.UInt32();
                    break;
            }
        }

        // NVERSION in linux/ip_vs.h
        var parts = new Version((int)(version >> 16) & 0xff, (int)(version >> 8) & 0xff, (int)version & 0xff);
        return new IpvsInfo { Version = parts, ConnectionTableSize = size };
    }
}
