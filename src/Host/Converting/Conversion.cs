namespace LvsPluggable.Host.Converting;

/// <summary>What a file of another program says, in the words of lvsdr, and what of it has none.</summary>
internal sealed class Conversion
{
    private readonly HashSet<(SourcePlace, string)> _said = [];
    private readonly List<(SourcePlace Place, string What)> _leftovers = [];

    /// <summary>The virtual services, in the order in which they stand.</summary>
    public List<ConvertedService> Services { get; } = [];

    /// <summary>The addresses that the other program puts on an interface.</summary>
    public List<ConvertedAddress> Addresses { get; } = [];

    /// <summary>The parameters of what is there once for all services.</summary>
    public Dictionary<string, string> Once { get; } = new(StringComparer.Ordinal);

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
                Leave(statement.Place, $"\"{statement}\" is left out: {advice(statement)}.");
            }
        }
    }
}
