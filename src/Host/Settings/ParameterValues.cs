using System.Diagnostics.CodeAnalysis;

namespace LvsPluggable.Host.Settings;

/// <summary>The values of all declared parameters, as one set that never changes.</summary>
internal sealed class ParameterValues
{
    private readonly Dictionary<string, Parameter> _declared;
    private readonly Dictionary<string, object> _values;
    private readonly HashSet<string> _unreadable;

    /// <summary>Holds values that are right; <see cref="SettingsReader"/> sees to that.</summary>
    /// <param name="declared">Every declared parameter, by name.</param>
    /// <param name="values">The values of those that are set, by name.</param>
    /// <param name="given">The texts that were given, by name.</param>
    /// <param name="unreadable">The names of those whose value is wrong or missing, and of those that nobody declares.</param>
    public ParameterValues(
        Dictionary<string, Parameter> declared,
        Dictionary<string, object> values,
        IReadOnlyDictionary<string, string> given,
        HashSet<string> unreadable)
    {
        _declared = declared;
        _values = values;
        _unreadable = unreadable;
        Given = given;
    }

    /// <summary>Whether all values can be read.</summary>
    public bool IsComplete => _unreadable.Count == 0;

    /// <summary>Every text that was given, also of parameters that are superseded.</summary>
    public IReadOnlyDictionary<string, string> Given { get; }

    /// <summary>The texts that were given, without those of secret parameters.</summary>
    public IReadOnlyDictionary<string, string> GivenWithoutSecrets => Given
        .Where(pair => _declared.TryGetValue(pair.Key, out var parameter) && !parameter.Secret)
        .ToDictionary(StringComparer.Ordinal);

    /// <summary>The value of a parameter: as given, else its default.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="parameter">The parameter; another plugin's declaration of the same name and type serves as well.</param>
    /// <exception cref="ArgumentException">No loaded plugin declares this parameter with this type.</exception>
    /// <exception cref="InvalidOperationException">It is not set and has no default, or its default is wrong.</exception>
    /// <exception cref="UnreadableValueException">Its value is wrong.</exception>
    public T Get<T>(Parameter<T> parameter) => TryGet(parameter, out var value)
        ? value
        : throw new InvalidOperationException($"{parameter.Name} is not set and has no default.");

    /// <summary>The value of a parameter: as given, else its default; false when there is neither.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="parameter">The parameter; another plugin's declaration of the same name and type serves as well.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentException">No loaded plugin declares this parameter with this type.</exception>
    /// <exception cref="InvalidOperationException">The parameter's own default is wrong.</exception>
    /// <exception cref="UnreadableValueException">Its value is wrong.</exception>
    public bool TryGet<T>(Parameter<T> parameter, [MaybeNullWhen(false)] out T value)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        if (_unreadable.Contains(parameter.Name))
        {
            throw new UnreadableValueException(parameter.Name);
        }

        if (!_declared.TryGetValue(parameter.Name, out var found))
        {
            throw new ArgumentException($"No loaded plugin declares {parameter.Name}.", nameof(parameter));
        }

        if (found is not Parameter<T> declared)
        {
            throw new ArgumentException($"{parameter.Name} is declared with another type than {typeof(T).Name}.", nameof(parameter));
        }

        if (_values.TryGetValue(declared.Name, out var given))
        {
            value = (T)given;
            return true;
        }

        value = default;
        if (declared.Default is null)
        {
            return false;
        }

        value = DefaultOf(declared);
        return true;
    }

    /// <summary>Whether a parameter was given a value, be it a wrong one, and is not superseded.</summary>
    /// <param name="parameterName">The parameter's name.</param>
    public bool IsSet(string parameterName) =>
        _values.ContainsKey(parameterName) || (_unreadable.Contains(parameterName) && Given.ContainsKey(parameterName));

    /// <summary>Whether there is a parameter of that name.</summary>
    /// <param name="parameterName">The name.</param>
    public bool IsDeclared(string parameterName) => _declared.ContainsKey(parameterName);

    private static T DefaultOf<T>(Parameter<T> parameter)
    {
        return parameter.TryParseValue(parameter.Default!, out var value, out var mistake)
            ? (T)value
            : throw new InvalidOperationException($"The default of {parameter.Name}, \"{parameter.Default}\", {mistake}.");
    }
}
