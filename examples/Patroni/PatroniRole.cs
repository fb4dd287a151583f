namespace Patroni;

/// <summary>The role that makes a member fit.</summary>
internal enum PatroniRole
{
    /// <summary>It follows.</summary>
    Replica = 0,

    /// <summary>It has the leader's lock.</summary>
    Leader = 1,
}
