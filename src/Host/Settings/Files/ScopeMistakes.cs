namespace LvsPluggable.Host.Settings.Files;

/// <summary>Finds parameters that stand in the wrong section of a configuration file.</summary>
internal static class ScopeMistakes
{
    /// <summary>Says where parameters of a section do not belong.</summary>
    /// <param name="section">The section.</param>
    /// <param name="right">What belongs there; null: what belongs to pools or to services.</param>
    /// <param name="reading">Takes the mistakes.</param>
    public static void Say(FileSection section, ParameterScope? right, FileReading reading)
    {
        foreach (var name in section.Texts.Keys)
        {
            if (name != FileSection.Pool && !reading.Declared.Contains(name))
            {
                reading.SayUnknown(section, name);
                continue;
            }

            var scope = ParameterScopes.Of(name);
            var isRight = name == FileSection.Pool
                ? right == ParameterScope.Service
                : right is null ? scope is ParameterScope.Pool or ParameterScope.Service : scope == right;
            if (!isRight)
            {
                reading.Say(section.PlaceOf(name)!.Value, $"{name} does not belong into \"{section.Name}\"; {WhereTo(name, scope)}.");
            }
        }
    }

    private static string WhereTo(string name, ParameterScope scope) => scope switch
    {
        _ when name == FileSection.Pool => "it should be in a service",
        ParameterScope.Host => "it should be in \"host\"",
        ParameterScope.Service => "it should be in a service, or in \"defaults\"",
        ParameterScope.Resource => "it should be beside the file, as a parameter of the resource or of lvsdr run",
        _ => "it should be in a pool, in a service without one, or in \"defaults\"",
    };
}
