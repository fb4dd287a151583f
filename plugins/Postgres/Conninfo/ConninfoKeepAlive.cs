namespace LvsPluggable.Postgres.Conninfo;

/// <summary>TCP's keepalives, as the connection string asks for them. The defaults are the kernel's (tcp(7)).</summary>
internal sealed record ConninfoKeepAlive
{
    /// <summary>keepalives; on, as in libpq, when the connection string says nothing.</summary>
    public required bool IsOn { get; init; }

    /// <summary>keepalives_idle; null means the kernel's net.ipv4.tcp_keepalive_time.</summary>
    public required TimeSpan? Idle { get; init; }

    /// <summary>keepalives_interval; null means the kernel's net.ipv4.tcp_keepalive_intvl.</summary>
    public required TimeSpan? Interval { get; init; }

    /// <summary>Reads it.</summary>
    /// <param name="values">The values of the keywords.</param>
    public static ConninfoKeepAlive Read(ConninfoValues values)
    {
        // Has no counterpart, and a mistake in it is one all the same.
        values.Integer("keepalives_count", 0);
        return new ConninfoKeepAlive
        {
            IsOn = values.Integer("keepalives") != 0,
            Idle = Seconds(values.Integer("keepalives_idle", 0)),
            Interval = Seconds(values.Integer("keepalives_interval", 0)),
        };
    }

    // Zero means the kernel's setting, as the manual says; libpq fails on it.
    private static TimeSpan? Seconds(int? number) => number > 0 ? TimeSpan.FromSeconds(number.Value) : null;
}
