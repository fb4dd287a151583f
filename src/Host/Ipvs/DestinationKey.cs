using System.Net;
using System.Runtime.InteropServices;

namespace LvsPluggable.Host.Ipvs;

/// <summary>What selects a destination within its virtual service.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DestinationKey
{
    /// <exception cref="ArgumentException">An address with a zone; a port outside 0 to 65535.</exception>
    public DestinationKey(IPAddress address, int port)
    {
        Address = Endpoint.Check(address);
        Port = Endpoint.Check(port);
    }

    public IPAddress Address { get; }

    /// <summary>0 only for a firewall mark or a service of every port: the port that the client asked for.</summary>
    public int Port { get; }

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <exception cref="FormatException">The text is something else; the message says what would be right.</exception>
    public static DestinationKey Parse(string text) => Endpoint.TryParse(text, out var address, out var port)
        ? new DestinationKey(address, port)
        : throw new FormatException($"\"{text}\" should be an address and a port such as 10.0.0.2:80 or [2001:db8::2]:80");

    /// <summary>The address and the port, in the form that ipvsadm has.</summary>
    public override string ToString() => Endpoint.Format(Address, Port);
}
