namespace LvsPluggable.Host.Converting;

/// <summary>What a file of another program says, in the words of lvsdr, and what of it has none.</summary>
internal sealed class Conversion
{
    private readonly HashSet<(SourcePlace, string)> _said = [];
    private readonly List<(SourcePlace Place, string What)> _leftovers = [];
    private readonly Dictionary<string, string> _once = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SourcePlace> _onceFrom = new(StringComparer.Ordinal);

    /// <summary>The virtual services, in the order in which they stand.</summary>
    public List<ConvertedService> Services { get; } = [];

    /// <summary>The addresses that the other program puts on an interface.</summary>
    public List<ConvertedAddress> Addresses { get; } = [];

    /// <summary>The parameters of what is there once for all services.</summary>
    public IReadOnlyDictionary<string, string> Once => _once;

    /// <summary>What is good to know although nothing is left over, in whole sentences.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>What has no equivalent, in the order of the lines, each with its place and what to do about it.</summary>
    public IEnumerable<string> Leftovers => _leftovers
        .GroupBy(one => one.Place.File, StringComparer.Ordinal)
        .SelectMany(file => file.OrderBy(one => one.Place.Line))
        .Select(one => $"{one.Place}: {one.What}");

    /// <summary>Adds a note that is not there yet.</summary>
    public void NoteOnce(string note)
    {
        if (!Notes.Contains(note))
        {
            Notes.Add(note);
        }
    }

    /// <summary>Sets a parameter of what is there once for all services; where another value was said before, that one is named.</summary>
    /// <param name="place">Where it stands.</param>
    /// <param name="parameter">The parameter.</param>
    /// <param name="text">Its text.</param>
    public void SetOnce(SourcePlace place, string parameter, string text)
    {
        if (_once.TryGetValue(parameter, out var former) && former != text)
        {
            Leave(_onceFrom[parameter], $"{parameter}={former} is left out: {place} says {text}, and there is one for all services.");
        }

        (_once[parameter], _onceFrom[parameter]) = (text, place);
    }

    /// <summary>Takes a parameter of what is there once back, and names it.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="why">Why it is left out, in a clause.</param>
    public void TakeBackOnce(string parameter, string why)
    {
        if (_once.Remove(parameter, out var text))
        {
            Leave(_onceFrom[parameter], $"{parameter}={text} is left out: {why}.");
        }
    }

    /// <summary>Names something that has no equivalent; once, however often the same line says it.</summary>
    /// <param name="place">Where it stands.</param>
    /// <param name="what">What it is and what to do about it, in a whole sentence.</param>
    public void Leave(SourcePlace place, string what)
    {
        if (_said.Add((place, what)))
        {
            _leftovers.Add((place, what));
        }
    }

    /// <summary>Names every statement that nobody took, by the outermost.</summary>
    /// <param name="statements">The statements.</param>
    /// <param name="advice">What to do about one, in a clause.</param>
    public void LeaveUntaken(IEnumerable<Statement> statements, Func<Statement, string> advice)
    {
        foreach (var statement in statements)
        {
            if (statement.IsTaken)
            {
                LeaveUntaken(statement.Block, advice);
            }
            else
            {
                var why = statement.SaidAgain is { } place ? $"{place} says it again, and the last one counts" : advice(statement);
                Leave(statement.Place, $"\"{statement}\" is left out: {why}.");
            }
        }
    }
}
