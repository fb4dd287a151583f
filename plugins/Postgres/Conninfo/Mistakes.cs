namespace LvsPluggable.Postgres.Conninfo;

/// <summary>The mistakes of one connection string, none of whose descriptions shows a password.</summary>
internal sealed class Mistakes
{
    private readonly List<string> _found = [];
    private readonly HashSet<string> _secrets = [];

    /// <summary>
    /// Whether nothing that was given may be shown, because a password with a special character may have been cut in the wrong
    /// place.
    /// </summary>
    public bool ShowNothing { get; set; }

    /// <summary>What else was read, in words for the end of the message; null when nothing was.</summary>
    public string? Context { get; set; }

    /// <summary>Adds a mistake.</summary>
    /// <param name="mistake">What is wrong and what would be right; what was given goes through <see cref="Show"/>.</param>
    public void Add(string mistake) => _found.Add(mistake);

    /// <summary>Adds a value that must not be shown.</summary>
    /// <param name="value">The value; an empty one hides nothing.</param>
    public void Hide(string value)
    {
        if (value.Length > 0)
        {
            _secrets.Add(value);
        }
    }

    /// <summary>What was given, in quotes, for a description; stars when it must not be shown.</summary>
    /// <param name="given">What was given.</param>
    public string Show(string given)
    {
        // What has an equals sign may be a keyword and its value that were taken for one value, in the form of another program.
        var hidden = ShowNothing
            || given.Contains('=', StringComparison.Ordinal)
            || _secrets.Any(secret => given.Contains(secret, StringComparison.Ordinal));
        return hidden ? "***" : $"\"{given}\"";
    }

    /// <summary>Ends the reading if there is any mistake.</summary>
    /// <exception cref="FormatException">There is; the message has them all.</exception>
    public void ThrowIfAny()
    {
        if (_found.Count > 0)
        {
            throw new FormatException(string.Join("; ", _found) + (Context is null ? "" : $" ({Context})"));
        }
    }
}
