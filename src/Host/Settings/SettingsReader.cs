using System.Collections.Concurrent;
using LvsPluggable.Host.Text;
using LvsPluggable.Text;

namespace LvsPluggable.Host.Settings;

/// <summary>Reads the given texts through the declarations of their parameters, and collects every mistake.</summary>
/// <param name="declared">Every parameter of the host and of all loaded plugins, each name once.</param>
/// <exception cref="ArgumentException">A name is declared twice.</exception>
internal sealed class SettingsReader(IReadOnlyList<Parameter> declared)
{
    private const int LongestShownValue = 200;

    private readonly Dictionary<string, Parameter> _declared = declared.ToDictionary(parameter => parameter.Name, StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, object> _defaults = new(StringComparer.Ordinal);

    /// <summary>Reads settings.</summary>
    /// <param name="given">The texts, by parameter name; an empty one counts as not given.</param>
    public SettingsResult Read(IReadOnlyDictionary<string, string> given)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, text) in given)
        {
            if (text.Length > 0)
            {
                texts.Add(name, text);
            }
        }

        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        var unreadable = texts.Keys.Where(name => !_declared.ContainsKey(name)).ToHashSet(StringComparer.Ordinal);
        var unknown = unreadable.Order(StringComparer.Ordinal).Select(name => UnknownName(name, _declared.Keys)).ToList();
        var mistakes = new List<string>();
        Func<string, bool> isGiven = texts.ContainsKey;
        foreach (var parameter in declared)
        {
            if (parameter.SupersededBy.Count > 0 && parameter.SupersededBy.Any(isGiven))
            {
                continue;
            }

            if (!texts.TryGetValue(parameter.Name, out var text))
            {
                if (parameter.Required)
                {
                    unreadable.Add(parameter.Name);
                    mistakes.Add($"{parameter.Name} is not set; it should be {parameter.RightValue}.");
                }
            }
            else if (MistakeIn(parameter, text, out var value) is { } mistake)
            {
                unreadable.Add(parameter.Name);
                mistakes.Add(mistake);
            }
            else
            {
                values.Add(parameter.Name, value);
            }
        }

        return new SettingsResult
        {
            Partial = new ParameterValues(_declared, values, texts, unreadable, _defaults),
            ValueMistakes = mistakes,
            UnknownParameters = unknown,
        };
    }

    private static string? MistakeIn(Parameter parameter, string text, out object value)
    {
        try
        {
            if (parameter.TryRead(text, out var read, out var mistake))
            {
                value = read;
                return null;
            }

            value = text;
            return Sentence(parameter, text, mistake);
        }
        catch (Exception unexpected)
        {
            // A plugin's parser may throw anything; it spoils its own parameter, not the report of the others.
            value = text;
            return Sentence(parameter, text, $"its parser failed: {Words.Of(unexpected)}");
        }
    }

    private static string Sentence(Parameter parameter, string text, string mistake)
    {
        if (parameter is { Secret: true, MessagesAreSafe: false })
        {
            // What a parser says may repeat the text.
            return $"{parameter.Name}=*** should be {parameter.RightValue}.";
        }

        var shown = parameter.Secret ? "***" : $"\"{Shown(text)}\"";
        var separator = mistake.StartsWith("should ", StringComparison.Ordinal) ? " " : ": ";
        return $"{parameter.Name}={shown}{separator}{Shown(mistake.TrimEnd('.'))}.";
    }

    /// <summary>Says that nobody declares a name, and which was meant perhaps.</summary>
    public static string UnknownName(string name, IEnumerable<string> known)
    {
        var sentence = $"{Shown(name)} is not a parameter of lvsdr or of any loaded plugin";
        var nearest = EditDistance.Nearest(name, known, limit: Math.Max(1, name.Length / 4));
        return nearest is null ? sentence + "." : $"{sentence}; did you mean {nearest}?";
    }

    // Mistakes are shown on one line, and Pacemaker cuts that line.
    private static string Shown(string text) => OneLine.Of(text, LongestShownValue);
}
