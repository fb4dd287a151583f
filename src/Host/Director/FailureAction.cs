namespace LvsPluggable.Host.Director;

/// <summary>What becomes of a real server in the table that fails.</summary>
internal enum FailureAction
{
    /// <summary>It is removed, and its connections are reset.</summary>
    Remove,

    /// <summary>It stays with weight 0, and its connections are left to themselves.</summary>
    Quiesce,
}
