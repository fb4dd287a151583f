namespace LvsPluggable.Host.Converting.Keepalived;

/// <summary>Reads a keepalived.conf (keepalived.conf(5) of keepalived 2.2) as statements and their blocks.</summary>
internal sealed class KeepalivedText
{
    // Nothing that keepalived knows is deeper than five.
    private const int Deepest = 50;

    private readonly List<(SourcePlace Place, string What)> _problems = [];
    private readonly List<Statement> _statements = [];
    private readonly Stack<Statement> _open = new();

    private List<Statement> Current => _open.TryPeek(out var inside) ? inside.Block : _statements;

    /// <summary>Reads it.</summary>
    /// <param name="file">The file's name.</param>
    /// <param name="text">Its text.</param>
    /// <param name="options">What it needs from outside.</param>
    public static KeepalivedFile Read(string file, string text, KeepalivedOptions options)
    {
        var lines = new KeepalivedLines(options);
        lines.Read(file, text);
        var read = new KeepalivedText();
        foreach (var (place, line) in lines.Lines)
        {
            read.TakeLine(place, line);
        }

        return new KeepalivedFile(
            read._statements,
            [.. lines.Problems, .. read._problems, .. read._open.Select(statement => (statement.Place, $"The block of \"{statement}\" is not closed."))]);
    }

    private void TakeLine(SourcePlace place, string line)
    {
        var words = new List<string>();
        foreach (var word in KeepalivedWords.Split(line))
        {
            if (word is not (KeepalivedWords.Open or KeepalivedWords.Close))
            {
                words.Add(word);
                continue;
            }

            EndStatement(place, words);
            if (word == KeepalivedWords.Open)
            {
                BeginBlock(place);
            }
            else if (!_open.TryPop(out _))
            {
                _problems.Add((place, "This } closes no block."));
            }
        }

        EndStatement(place, words);
    }

    private void EndStatement(SourcePlace place, List<string> words)
    {
        if (words.Count > 0)
        {
            Current.Add(new Statement(place, words[0], words[1..]));
            words.Clear();
        }
    }

    private void BeginBlock(SourcePlace place)
    {
        if (_open.Count == Deepest)
        {
            _problems.Add((place, "Blocks are too deep in each other here; what is in this one is left out."));
            _open.Push(new Statement(place, "{", []));
            return;
        }

        if (Current.Count == 0)
        {
            Current.Add(new Statement(place, "{", []));
        }

        _open.Push(Current[^1]);
    }
}
