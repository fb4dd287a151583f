namespace LvsPluggable.Host.Settings;

/// <summary>The checksums of a tunnel, as ipvsadm names them.</summary>
internal enum TunnelChecksum
{
    /// <summary>None.</summary>
    Nocsum,

    /// <summary>One over the whole packet.</summary>
    Csum,

    /// <summary>Remote checksum offload.</summary>
    Remcsum,
}
