namespace LvsPluggable.Postgres.Conninfo;

/// <summary>What becomes of a keyword of libpq.</summary>
internal enum KeywordUse
{
    /// <summary>It is read and has its meaning.</summary>
    Read,

    /// <summary>It has no counterpart, and to go on without it would weaken security or change the target: an error.</summary>
    Refused,

    /// <summary>It has no counterpart, and to go on without it does no harm: a warning.</summary>
    Ignored,
}
