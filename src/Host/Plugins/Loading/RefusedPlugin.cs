namespace LvsPluggable.Host.Plugins.Loading;

/// <summary>A file that is not in use as a plugin, or not as it is now.</summary>
internal sealed record RefusedPlugin
{
    /// <summary>The path of the DLL, or of a folder that cannot be read.</summary>
    public required string File { get; init; }

    /// <summary>Why, in words without an end mark: "it is not a .NET assembly".</summary>
    public required string Reason { get; init; }

    /// <summary>Whether it is in use as it was before its file changed.</summary>
    public bool IsOutdated { get; init; }

    /// <summary>The sentence to show: the file and the reason.</summary>
    public override string ToString() => $"{File}: {Reason}";
}
