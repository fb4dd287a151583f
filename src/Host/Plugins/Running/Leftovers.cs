namespace LvsPluggable.Host.Plugins.Running;

/// <summary>What of one registration's calls and waits was left behind. It goes on over a change of parameters, as what runs does.</summary>
/// <param name="former">That of the registration before the parameters changed; null for none.</param>
internal sealed class Leftovers(Leftovers? former = null)
{
    public LeftBehind Calls { get; } = new("calls", former?.Calls);

    /// <summary>Waits for wake-ups. They keep nobody from making calls.</summary>
    public LeftBehind Waits { get; } = new("waits", former?.Waits);

    public int Count => Calls.Count + Waits.Count;
}
