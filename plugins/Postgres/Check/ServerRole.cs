namespace LvsPluggable.Postgres.Check;

/// <summary>Which servers are fit.</summary>
internal enum ServerRole
{
    /// <summary>Those that follow another server.</summary>
    Standby,

    /// <summary>The one that can be written to.</summary>
    Primary,

    /// <summary>Both.</summary>
    Any,
}
