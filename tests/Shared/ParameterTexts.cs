using System.Diagnostics.CodeAnalysis;

namespace LvsPluggable;

/// <summary>The values of parameters as texts, read as the host reads them.</summary>
internal sealed class ParameterTexts(IReadOnlyDictionary<string, string> texts)
{
    public IReadOnlyDictionary<string, string> Given => texts;

    public T Get<T>(Parameter<T> parameter) => TryGet(parameter, out var value)
        ? value
        : throw new InvalidOperationException($"{parameter.Name} is not set and has no default.");

    public bool TryGet<T>(Parameter<T> parameter, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        if ((texts.GetValueOrDefault(parameter.Name) ?? parameter.Default) is not { } text)
        {
            return false;
        }

        value = parameter.TryParseValue(text, out var read, out var mistake) ? (T)read : throw new FormatException(mistake);
        return true;
    }
}
