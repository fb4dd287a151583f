namespace LvsPluggable.Plugins.PacemakerAttr;

/// <summary>A resource, or one instance of a clone or bundle, that runs on a node.</summary>
internal sealed record ResourceInstance
{
    /// <summary>Its own id and those of all that enclose it: group, clone, bundle.</summary>
    public required IReadOnlyList<string> Ids { get; init; }

    public required ResourceRole Role { get; init; }

    /// <summary>The name of the node; for the inside of a bundle's container, the node that hosts the container.</summary>
    public required string Node { get; init; }

    /// <summary>Whether it goes by an id, its own or an enclosing one's, with or without the suffix of an instance.</summary>
    public bool HasId(string id) => Ids.Any(own => own == id || WithoutSuffix(own) == id);

    /// <summary>An id without the suffix of an instance: <c>pgsql</c> for <c>pgsql:0</c>.</summary>
    public static string WithoutSuffix(string id)
    {
        var colon = id.LastIndexOf(':');
        return colon > 0 && colon + 1 < id.Length && !id.AsSpan(colon + 1).ContainsAnyExceptInRange('0', '9') ? id[..colon] : id;
    }
}
