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

    /// <summary>Takes those of the block with this keyword; the last one counts. Null when there is none.</summary>
    public Statement? TakeLast(string keyword)
    {
        Statement? last = null;
        foreach (var statement in Block.Where(statement => statement.Keyword == keyword))
        {
            last = statement.Take();
        }

        return last;
    }

    /// <summary>It in one line, without what should not be shown.</summary>
    public override string ToString() => Words.Count == 0 ? Keyword
        : Secrets.Contains(Keyword) ? $"{Keyword} …" : $"{Keyword} {string.Join(' ', Words)}";
}
