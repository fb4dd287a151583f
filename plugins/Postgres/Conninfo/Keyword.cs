namespace LvsPluggable.Postgres.Conninfo;

/// <summary>One keyword of libpq's connection strings.</summary>
internal sealed record Keyword
{
    /// <summary>The keyword as it is written, in lower case.</summary>
    public required string Name { get; init; }

    /// <summary>What becomes of it.</summary>
    public required KeywordUse Use { get; init; }

    /// <summary>Whether its value must never be shown.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Why it is refused or ignored, as the end of a sentence that starts with the keyword; null when it is read.</summary>
    public string? Reason { get; init; }

    /// <summary>Values that ask for what is done anyway, so that nothing is refused or ignored. The empty value always is one.</summary>
    public IReadOnlyList<string> Neutral { get; init; } = [];

    /// <summary>Whether this value asks for something that is not done.</summary>
    /// <param name="value">The value that was given.</param>
    public bool IsUnmet(string value) =>
        Use != KeywordUse.Read && value.Length > 0 && !Neutral.Contains(value, StringComparer.OrdinalIgnoreCase);
}
