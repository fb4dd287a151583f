namespace LvsPluggable;

/// <summary>
/// Optional, on a source that has an answer which is less than it should be, for example a list without the word of the primary.
/// The list counts; status and monitor say degraded.
/// </summary>
public interface IDegradable
{
    /// <summary>Why, in words for people, after the last call; null when all is well. Read right after each call.</summary>
    string? DegradedReason { get; }

    /// <summary>
    /// Whether there may be more real servers than the last list had: those that are known from before stay, and the list is not kept for
    /// another start. Read right after each call.
    /// </summary>
    bool IsPartial => false;
}
