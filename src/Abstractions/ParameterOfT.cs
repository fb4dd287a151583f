using System.Diagnostics.CodeAnalysis;

namespace LvsPluggable;

/// <summary>
/// A parameter with values of one type. Strings, <see cref="int"/>, <see cref="long"/>, <see cref="bool"/>,
/// <see cref="TimeSpan"/> and enumerations are read as <see cref="ParameterType"/> says; any other type needs
/// <see cref="Parse"/>.
/// </summary>
/// <typeparam name="T">The type of the value.</typeparam>
public sealed class Parameter<T> : Parameter
{
    /// <summary>The least value that is right, for numbers and durations; a duration is never negative.</summary>
    public Bound<T> Minimum { get; init; }

    /// <summary>
    /// The greatest value that is right, for numbers and durations; no duration is longer than 576 hours, the longest that a timer
    /// can wait.
    /// </summary>
    public Bound<T> Maximum { get; init; }

    /// <summary>
    /// Reads the text instead of the built-in reader. It throws <see cref="FormatException"/> for a text that is wrong, with a
    /// message that says what is wrong and what would be right, and does not repeat the parameter's name.
    /// </summary>
    public Func<string, T>? Parse { get; init; }

    /// <summary>What a right value looks like, in words, where <see cref="Parse"/> reads it.</summary>
    public string? Expected { get; init; }

    /// <inheritdoc/>
    public override ParameterType Type => Parse is null ? ParameterText.TypeOf(typeof(T)) : ParameterType.String;

    /// <inheritdoc/>
    public override string Expectation => Expected ?? ParameterText.Expectation(typeof(T), Minimum.Boxed, Maximum.Boxed);

    /// <inheritdoc/>
    public override bool TryParseValue(
        string text, [NotNullWhen(true)] out object? value, [NotNullWhen(false)] out string? mistake)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            value = Parse is null ? ParameterText.Read(typeof(T), text, Minimum.Boxed, Maximum.Boxed) : Parse(text);
            mistake = value is null ? $"should be {Expectation}" : null;
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
