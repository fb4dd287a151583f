namespace LvsPluggable.Plugins.PacemakerAttr;

/// <summary>The roles in which a resource runs on a node. In any other one (Stopped, Starting, Stopping, Migrating) it does not yet, or no longer.</summary>
internal enum ResourceRole
{
    Started,
    Promoted,
    Unpromoted,

    /// <summary>It runs, and is being promoted or demoted: it has neither role for certain.</summary>
    Changing,
}
