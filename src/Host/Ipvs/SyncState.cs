namespace LvsPluggable.Host.Ipvs;

/// <summary>What a daemon of connection synchronisation does (IP_VS_STATE_* of linux/ip_vs.h).</summary>
internal enum SyncState : uint
{
    /// <summary>It does not run.</summary>
    None = 0,

    /// <summary>It sends what changes in the table of connections.</summary>
    Master = 1,

    /// <summary>It takes what others send.</summary>
    Backup = 2,
}
