namespace LvsPluggable.Host.Settings;

/// <summary>What <see cref="SettingsReader"/> made of the given values: settings, or everything that is wrong.</summary>
internal sealed class SettingsResult
{
    /// <summary>The settings; null when there is any mistake.</summary>
    public ParameterValues? Settings => Partial.IsComplete ? Partial : null;

    /// <summary>The settings whatever is wrong, to look for what else is: who asks for what cannot be read ends by an exception.</summary>
    public required ParameterValues Partial { get; init; }

    /// <summary>A sentence for each value that is wrong or missing; wrong on every node.</summary>
    public IReadOnlyList<string> ValueMistakes { get; init; } = [];

    /// <summary>A sentence for each name that nobody declares; the plugin that does may be missing on this node alone.</summary>
    public IReadOnlyList<string> UnknownParameters { get; init; } = [];

    /// <summary>All mistakes, a sentence each.</summary>
    public IEnumerable<string> Mistakes => ValueMistakes.Concat(UnknownParameters);

    /// <summary>Why there are no settings.</summary>
    public Refusal Refusal => this switch
    {
        { ValueMistakes.Count: > 0 } => Refusal.WrongEverywhere,
        { UnknownParameters.Count: > 0 } => Refusal.MissingHere,
        _ => Refusal.None,
    };
}
