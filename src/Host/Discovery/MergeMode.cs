namespace LvsPluggable.Host.Discovery;

/// <summary>When several sources are active: whether a server must be listed by all of them or by any.</summary>
internal enum MergeMode
{
    /// <summary>By all of them.</summary>
    All,

    /// <summary>By any of them.</summary>
    Any,
}
