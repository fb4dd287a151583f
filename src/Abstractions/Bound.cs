namespace LvsPluggable;

/// <summary>An end of a <see cref="Parameter{T}"/>'s range: a value, or none. A value becomes a bound by itself.</summary>
/// <typeparam name="T">The type of the parameter's values.</typeparam>
public readonly record struct Bound<T>
{
    private readonly T? _value;

    private Bound(T value)
    {
        _value = value;
        IsSet = true;
    }

    /// <summary>Whether there is a bound at all; false for <c>default</c>.</summary>
    public bool IsSet { get; }

    /// <summary>The bound itself, which is still right.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public T Value => IsSet ? _value! : throw new InvalidOperationException("There is no bound.");

    /// <summary>The bound that a value makes.</summary>
    /// <param name="value">The value.</param>
    [System.Diagnostics.CodeAnalysis.SuppressMessage(
        "Usage", "CA2225", Justification = "A named alternative would be a second way to write what an initializer says.")]
    public static implicit operator Bound<T>(T value) => new(value);

    internal object? Boxed => IsSet ? _value : null;
}
