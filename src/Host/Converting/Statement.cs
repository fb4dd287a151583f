namespace LvsPluggable.Host.Converting;

/// <summary>A statement of a file that is converted, before anybody knows what it means.</summary>
/// <param name="place">Where it begins.</param>
/// <param name="keyword">Its first word.</param>
/// <param name="words">The words after that.</param>
internal sealed class Statement(SourcePlace place, string keyword, IReadOnlyList<string> words)
{
    private static readonly string[] Secrets = ["auth_pass", "passwd", "password", "secret"];

    public SourcePlace Place { get; } = place;

    public string Keyword { get; } = keyword;

    public IReadOnlyList<string> Words { get; } = words;

    /// <summary>The statements that stand in its block.</summary>
    public List<Statement> Block { get; } = [];

    /// <summary>Whether somebody has made something of it; what nobody took is left over.</summary>
    public bool IsTaken { get; private set; }

    /// <summary>The word at a place after the keyword; empty when there is none.</summary>
    public string Word(int index) => index < Words.Count ? Words[index] : "";

    public Statement Take()
    {
        IsTaken = true;
        return this;
    }

    /// <summary>Takes it with all that is in its block.</summary>
    public void TakeWhole()
    {
        Take();
        Block.ForEach(inside => inside.TakeWhole());
    }

    /// <summary>Where the one is that says the same thing later, and so counts; null for what nobody says again.</summary>
    public SourcePlace? SaidAgain { get; private set; }

    /// <summary>Takes the last one of the block with one of these keywords, which is the one that counts. Null when there is none.</summary>
    public Statement? TakeLast(params string[] keywords)
    {
        var all = Block.FindAll(statement => keywords.Contains(statement.Keyword));
        if (all.Count == 0)
        {
            return null;
        }

        foreach (var earlier in all[..^1])
        {
            earlier.SaidAgain = all[^1].Place;
        }

        return all[^1].Take();
    }

    /// <summary>It in one line, without what should not be shown.</summary>
    public override string ToString() => Words.Count == 0 ? Keyword
        : Secrets.Contains(Keyword) ? $"{Keyword} …" : $"{Keyword} {string.Join(' ', Words)}";
}
