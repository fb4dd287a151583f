using System.Diagnostics.CodeAnalysis;

namespace LvsPluggable;

/// <summary>
/// A parameter: the declaration that becomes an OCF parameter, and the reader of its text. Declare one as a
/// <see cref="Parameter{T}"/>, which is also the key to its value.
/// </summary>
public abstract class Parameter
{
    private readonly Type _type;

    private protected Parameter(Type type) => _type = type;

    /// <summary>
    /// The name, in snake_case: a lower-case letter, then lower-case letters, digits and underscores. It is the OCF parameter's
    /// name, so it starts with the plugin's own prefix.
    /// </summary>
    public required string Name { get; init; }

    /// <summary>What it is, in one line.</summary>
    public required string ShortDescription { get; init; }

    /// <summary>What it is, what values mean, units.</summary>
    public required string LongDescription { get; init; }

    /// <summary>The default, as the text that would be given; null means that there is none.</summary>
    public string? Default { get; init; }

    /// <summary>Whether a configuration without it is a mistake.</summary>
    public bool Required { get; init; }

    /// <summary>
    /// Whether a change of the parameter alone is applied to the running host (OCF 1.1 <c>reloadable</c>). Every parameter is
    /// applied without a restart, so true is right unless a change must move the resource.
    /// </summary>
    public bool Reloadable { get; init; } = true;

    /// <summary>Whether the value is kept out of logs, status and messages.</summary>
    public bool Secret { get; init; }

    /// <summary>
    /// For a <see cref="Secret"/> parameter: what its parser throws repeats nothing secret, so people may be shown it. Else they are
    /// told only what a right value looks like.
    /// </summary>
    public bool MessagesAreSafe { get; init; }

    /// <summary>The names of parameters that, when one of them is set, make this one count as not set.</summary>
    public IReadOnlyList<string> SupersededBy { get; init; } = [];

    // What Parameter<T> says, without the type: that of a value type is compiled when it is used, for each anew, and every start uses this.
    internal object? Least { get; private protected init; }

    internal object? Greatest { get; private protected init; }

    // The words that are right, for an enumeration.
    internal IReadOnlyList<string> Choices => Type == ParameterType.Enumeration ? ParameterText.Choices(_type) : [];

    private protected Func<string, object?>? Reader { get; init; }

    private protected string? Words { get; init; }

    internal ParameterType KindOfText => Reader is null ? ParameterText.TypeOf(_type) : ParameterType.String;

    internal string RightValue => Words ?? ParameterText.Expectation(_type, Least, Greatest);

    /// <summary>How the text is read.</summary>
    /// <exception cref="NotSupportedException">The value's type needs a parser of its own and has none.</exception>
    public abstract ParameterType Type { get; }

    /// <summary>What a right value looks like, in words: "a whole number from 1 to 65535".</summary>
    public abstract string Expectation { get; }

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text, not empty.</param>
    /// <param name="value">The value, when the text is right.</param>
    /// <param name="mistake">What is wrong and what would be right, without the name or the text, when it is not.</param>
    public abstract bool TryParseValue(
        string text, [NotNullWhen(true)] out object? value, [NotNullWhen(false)] out string? mistake);

    internal bool TryRead(string text, [NotNullWhen(true)] out object? value, [NotNullWhen(false)] out string? mistake)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            value = Reader is null ? ParameterText.Read(_type, text, Least, Greatest) : Reader(text);
            mistake = value is null ? $"should be {RightValue}" : null;
            return value is not null;
        }
        catch (FormatException wrong)
        {
            value = null;
            mistake = wrong.Message;
            return false;
        }
    }
}
