using System.Text;
using System.Text.RegularExpressions;

namespace LvsPluggable.Host.Ocf;

/// <summary>A set of parameters, as pcs prints it.</summary>
/// <param name="id">Its name; empty where pcs does not say it.</param>
internal sealed partial class PcsParameterSet(string id)
{
    public string Id { get; } = id;

    /// <summary>Whether it counts only where, or while, a rule holds.</summary>
    public bool IsUnderRule { get; private set; }

    public Dictionary<string, string> Pairs { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether a text begins with a parameter.</summary>
    public static bool BeginsPair(string text) => Pair().IsMatch(text);

    /// <summary>Takes the parameters of a line.</summary>
    public void Add(string line)
    {
        IsUnderRule |= line.StartsWith("Rule:", StringComparison.Ordinal);
        for (var rest = line; Pair().Match(rest) is { Success: true } pair;)
        {
            var (value, length) = Value(rest[pair.Length..]);
            Pairs.TryAdd(pair.Value[..^1], value);
            rest = rest[(pair.Length + length)..].TrimStart();
        }
    }

    private static (string Value, int Length) Value(string text)
    {
        if (text.Length == 0 || text[0] is not ('"' or '\''))
        {
            var end = text.IndexOf(' ', StringComparison.Ordinal);
            return end < 0 ? (text, text.Length) : (text[..end], end);
        }

        var value = new StringBuilder();
        for (var at = 1; at < text.Length; at++)
        {
            if (text[at] == text[0])
            {
                return (value.ToString(), at + 1);
            }

            if (text[0] == '"' && text[at] == '\\' && text.AsSpan(at + 1).StartsWith("\"", StringComparison.Ordinal))
            {
                at++;
            }

            value.Append(text[at]);
        }

        return (value.ToString(), text.Length);
    }

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_-]*=", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Pair();
}
