namespace LvsPluggable.Host.Ocf;

/// <summary>
/// The exit codes of an agent's action: OCF resource agent API 1.1, section "Exit status codes", and Pacemaker's own from
/// <c>enum ocf_exitcode</c> in its <c>crm/common/results.h</c>.
/// </summary>
internal enum OcfExitCode
{
    /// <summary>Done; for monitor: running.</summary>
    Success = 0,

    /// <summary>Failed, and none of the others fits.</summary>
    GenericError = 1,

    /// <summary>The arguments are wrong on this node.</summary>
    InvalidArguments = 2,

    /// <summary>The agent has no such action.</summary>
    Unimplemented = 3,

    /// <summary>The user may not do this.</summary>
    InsufficientPrivileges = 4,

    /// <summary>Something is not installed on this node; another node is tried.</summary>
    NotInstalled = 5,

    /// <summary>The configuration is wrong on every node; none is tried.</summary>
    NotConfigured = 6,

    /// <summary>Cleanly stopped.</summary>
    NotRunning = 7,

    /// <summary>Running, and in need of attention (Pacemaker's <c>PCMK_OCF_DEGRADED</c>); right from a recurring monitor alone.</summary>
    Degraded = 190,
}
