using LvsPluggable.Host.Text;

namespace LvsPluggable.Host.Plugins.Loading;

/// <summary>What a parameter must be to become an OCF parameter.</summary>
internal static class ParameterRules
{
    /// <summary>Checks one declaration.</summary>
    /// <exception cref="PluginRefusedException">It is wrong.</exception>
    public static void Check(Parameter? parameter)
    {
        if (parameter is null)
        {
            throw new PluginRefusedException("one of its parameters is null");
        }

        if (!IsName(parameter.Name))
        {
            throw new PluginRefusedException(
                $"its parameter \"{parameter.Name}\" should have a name of lower-case letters, digits and underscores that starts with a letter");
        }

        if (parameter.ShortDescription is null || parameter.LongDescription is null || parameter.SupersededBy is null)
        {
            throw new PluginRefusedException($"its parameter {parameter.Name} has a description or SupersededBy that is null");
        }

        CheckValues(parameter);
    }

    private static void CheckValues(Parameter parameter)
    {
        string? mistake;
        try
        {
            // Both throw when a type has no reader.
            _ = parameter.KindOfText;
            _ = parameter.RightValue;
            if (parameter.Default is null)
            {
                return;
            }

            if (parameter.Default.Length == 0)
            {
                mistake = "is empty, which counts as not set; null says that there is none";
            }
            else if (parameter.TryRead(parameter.Default, out _, out mistake))
            {
                return;
            }
        }
        catch (Exception failure)
        {
            throw new PluginRefusedException($"its parameter {parameter.Name} cannot be used, {Words.WithType(failure)}", failure);
        }

        throw new PluginRefusedException($"the default of its parameter {parameter.Name}, \"{parameter.Default}\", {mistake}");
    }

    private static bool IsName(string? name) =>
        !string.IsNullOrEmpty(name)
        && char.IsAsciiLetterLower(name[0])
        && name.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '_');
}
