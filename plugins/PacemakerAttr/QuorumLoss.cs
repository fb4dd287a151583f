namespace LvsPluggable.Plugins.PacemakerAttr;

/// <summary>What to make of a cluster partition without quorum, which does not see the other nodes.</summary>
internal enum QuorumLoss
{
    /// <summary>Nothing is known: the list and every server's state stay.</summary>
    Keep,

    /// <summary>There are no real servers.</summary>
    Empty,
}
