namespace LvsPluggable.Host.Converting.Pha4pgsql;

/// <summary>What has the PostgreSQL plugin do, in place of scripts or of an attribute that another agent keeps.</summary>
internal sealed record NativeParameters
{
    /// <summary>The parameters to set.</summary>
    public required IReadOnlyDictionary<string, string> Set { get; init; }

    /// <summary>The parameters to take away.</summary>
    public required IReadOnlyList<string> Taken { get; init; }
}
