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
    /// <summary>A parameter, to be described by its properties.</summary>
    public Parameter()
        : base(typeof(T))
    {
    }

    /// <summary>The least value that is right, for numbers and durations; a duration is never negative.</summary>
    public Bound<T> Minimum
    {
        get;
        init => (field, Least) = (value, value.Boxed);
    }

    /// <summary>
    /// The greatest value that is right, for numbers and durations; no duration is longer than 576 hours, the longest that a timer
    /// can wait.
    /// </summary>
    public Bound<T> Maximum
    {
        get;
        init => (field, Greatest) = (value, value.Boxed);
    }

    /// <summary>
    /// Reads the text instead of the built-in reader. It throws <see cref="FormatException"/> for a text that is wrong, with a
    /// message that says what is wrong and what would be right, and does not repeat the parameter's name.
    /// </summary>
    public Func<string, T>? Parse
    {
        get;
        init => (field, Reader) = (value, value is null ? null : text => value(text));
    }

    /// <summary>What a right value looks like, in words, where <see cref="Parse"/> reads it.</summary>
    public string? Expected
    {
        get => Words;
        init => Words = value;
    }

    /// <inheritdoc/>
    public override ParameterType Type => KindOfText;

    /// <inheritdoc/>
    public override string Expectation => RightValue;

    /// <inheritdoc/>
    public override bool TryParseValue(
        string text, [NotNullWhen(true)] out object? value, [NotNullWhen(false)] out string? mistake) =>
        TryRead(text, out value, out mistake);
}
