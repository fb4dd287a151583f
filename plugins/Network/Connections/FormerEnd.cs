namespace LvsPluggable.Plugins.Network.Connections;

/// <summary>The end of a connection that was held, while the server has not been down since.</summary>
/// <param name="At">When, as a timestamp of the clock.</param>
/// <param name="IsHabit">Whether the server ends each connection that says nothing as soon.</param>
internal sealed record FormerEnd(long At, bool IsHabit)
{
    /// <summary>Whether another look has followed, or is about to, that nothing but this end brings.</summary>
    public bool IsFollowed { get; set; }
}
