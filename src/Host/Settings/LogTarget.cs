namespace LvsPluggable.Host.Settings;

/// <summary>Who takes the log.</summary>
internal enum LogTarget
{
    /// <summary>A file of the host's own.</summary>
    File,

    /// <summary>systemd's journal.</summary>
    Journal,

    /// <summary>What listens at /dev/log.</summary>
    Syslog,
}
