using System.Runtime.InteropServices;

namespace LvsPluggable.Host.Ipvs;

/// <summary>How a <see cref="ForwardingMethod.Tunnel"/> encapsulates (Linux 5.3). The default value is plain IP in IP.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Tunnel
{
    public TunnelType Type { get; init; }

    /// <summary>The UDP port that GUE is sent to.</summary>
    public ushort Port { get; init; }

    public TunnelFlags Flags { get; init; }

    /// <summary>The options of <c>ipvsadm -a</c> for it.</summary>
    public override string ToString()
    {
        var checksum = Flags switch
        {
            TunnelFlags.None => "--tun-nocsum",
            TunnelFlags.Checksum => "--tun-csum",
            _ => "--tun-remcsum",
        };
        return Type switch
        {
            TunnelType.Ipip => "--tun-type ipip",
            TunnelType.Gue => $"--tun-type gue --tun-port {Port} {checksum}",
            TunnelType.Gre => $"--tun-type gre {checksum}",
            _ => $"--tun-type {(int)Type}",
        };
    }
}
