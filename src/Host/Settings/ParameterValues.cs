using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace LvsPluggable.Host.Settings;

/// <summary>The values of all declared parameters, as one set that never changes.</summary>
internal sealed class ParameterValues
{
    private readonly Dictionary<string, Parameter> _declared;
    private readonly Dictionary<string, object> _values;
    private readonly HashSet<string> _unreadable;
    private readonly ConcurrentDictionary<string, object> _defaults;

    /// <summary>Holds values that are right; <see cref="SettingsReader"/> sees to that.</summary>
    /// <param name="declared">Every declared parameter, by name.</param>
    /// <param name="values">The values of those that are set, by name.</param>
    /// <param name="given">The texts that were given, by name.</param>
    /// <param name="unreadable">The names of those whose value is wrong or missing, and of those that nobody declares.</param>
    /// <param name="defaults">The values of defaults that were read already, by name: of a thousand services each reads them once together.</param>
    public ParameterValues(
        Dictionary<string, Parameter> declared,
        Dictionary<string, object> values,
        IReadOnlyDictionary<string, string> given,
        HashSet<string> unreadable,
        ConcurrentDictionary<string, object> defaults)
    {
        _declared = declared;
        _values = values;
        _unreadable = unreadable;
        _defaults = defaults;
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
        var found = Find(parameter);
        value = found is null ? default : (T)found;
        return found is not null;
    }

    /// <summary>Whether a parameter was given a value, be it a wrong one, and is not superseded.</summary>
    /// <param name="parameterName">The parameter's name.</param>
    public bool IsSet(string parameterName) =>
        _values.ContainsKey(parameterName) || (_unreadable.Contains(parameterName) && Given.ContainsKey(parameterName));

    /// <summary>Whether there is a parameter of that name.</summary>
    /// <param name="parameterName">The name.</param>
    public bool IsDeclared(string parameterName) => _declared.ContainsKey(parameterName);

    // Without the type: what has that of a value type is compiled at every start, for each anew.
    private object? Find(Parameter parameter)
    {
        if (_unreadable.Contains(parameter.Name))
        {
            throw new UnreadableValueException(parameter.Name);
        }

        if (!_declared.TryGetValue(parameter.Name, out var declared))
        {
            throw new ArgumentException($"No loaded plugin declares {parameter.Name}.", nameof(parameter));
        }

        if (declared.GetType() != parameter.GetType())
        {
            throw new ArgumentException(
                $"{parameter.Name} is declared with another type than {parameter.GetType().GetGenericArguments()[0].Name}.", nameof(parameter));
        }

        return _values.TryGetValue(declared.Name, out var given) ? given
            : declared.Default is null ? null
            : _defaults.GetOrAdd(declared.Name, static (_, unread) => DefaultOf(unread), declared);
    }

    private static object DefaultOf(Parameter parameter) => parameter.TryRead(parameter.Default!, out var value, out var mistake)
        ? value
        : throw new InvalidOperationException($"The default of {parameter.Name}, \"{parameter.Default}\", {mistake}.");
}
