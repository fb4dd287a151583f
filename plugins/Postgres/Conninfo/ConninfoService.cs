namespace LvsPluggable.Postgres.Conninfo;

/// <summary>A section of a connection service file.</summary>
internal sealed record ConninfoService
{
    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>Its keywords and their values.</summary>
    public required IReadOnlyDictionary<string, string> Values { get; init; }

    /// <summary>Why the file should be closed, if it has a password and is open to others than its owner; else null.</summary>
    public required string? Warning { get; init; }
}
