namespace LvsPluggable.Host.Settings;

/// <summary>Why parameters cannot be used.</summary>
internal enum Refusal
{
    /// <summary>They can.</summary>
    None,

    /// <summary>A value is wrong or missing, whatever the node.</summary>
    WrongEverywhere,

    /// <summary>Something that they need is not on this node; it may be on another.</summary>
    MissingHere,
}
