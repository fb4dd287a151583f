namespace LvsPluggable.Host.Ocf;

/// <summary>The values of all declared parameters, as one set that never changes.</summary>
internal sealed class Settings
{
    private readonly Dictionary<string, Parameter> _declared;
    private readonly Dictionary<string, object> _values;

    /// <summary>Holds values that are right; <see cref="SettingsReader"/> sees to that.</summary>
    /// <param name="declared">Every declared parameter, by name.</param>
    /// <param name="values">The values of those that are set, by name.</param>
    /// <param name="given">The texts that were given, by name.</param>
    public Settings(
        Dictionary<string, Parameter> declared, Dictionary<string, object> values, IReadOnlyDictionary<string, string> given)
    {
        _declared = declared;
        _values = values;
        Given = given;
    }

    /// <summary>Every text that was given, also of parameters that are superseded.</summary>
    public IReadOnlyDictionary<string, string> Given { get; }

    /// <summary>The value of a parameter: as given, else its default, else the type's default value.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="parameter">The parameter; another plugin's declaration of the same name and type serves as well.</param>
    /// <exception cref="ArgumentException">No loaded plugin declares this parameter with this type.</exception>
    /// <exception cref="InvalidOperationException">The parameter's own default is wrong.</exception>
    public T Get<T>(Parameter<T> parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        if (!_declared.TryGetValue(parameter.Name, out var found))
        {
            throw new ArgumentException($"No loaded plugin declares {parameter.Name}.", nameof(parameter));
        }

        if (found is not Parameter<T> declared)
        {
            throw new ArgumentException($"{parameter.Name} is declared with another type than {typeof(T).Name}.", nameof(parameter));
        }

        return _values.TryGetValue(declared.Name, out var value) ? (T)value : DefaultOf(declared);
    }

    /// <summary>Whether a parameter was given a value and is not superseded; false for a name that nobody declares.</summary>
    /// <param name="parameterName">The parameter's name.</param>
    public bool IsSet(string parameterName) => _values.ContainsKey(parameterName);

    private static T DefaultOf<T>(Parameter<T> parameter)
    {
        if (parameter.Default is null)
        {
            return default!;
        }

        return parameter.TryParseValue(parameter.Default, out var value, out var mistake)
            ? (T)value
            : throw new InvalidOperationException($"The default of {parameter.Name}, \"{parameter.Default}\", {mistake}.");
    }
}
