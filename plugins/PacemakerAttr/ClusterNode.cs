namespace LvsPluggable.Plugins.PacemakerAttr;

/// <summary>A node of the cluster.</summary>
internal sealed record ClusterNode
{
    public required string Name { get; init; }

    /// <summary>Whether the cluster can use it: online, and its state is certain.</summary>
    public required bool IsUp { get; init; }

    /// <summary>Whether its state is uncertain and it waits to be fenced.</summary>
    public bool IsUnclean { get; init; }

    /// <summary>Whether an operator, or a failure (<c>on-fail=standby</c>), put it in standby.</summary>
    public bool IsStandby { get; init; }

    /// <summary>Whether it is the inside of a bundle's container, which another node hosts.</summary>
    public bool IsBundleGuest { get; init; }

    /// <summary>Its attributes. Transient ones are before permanent ones of the same name; a node that is offline shows none.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
