using System.Text.RegularExpressions;

namespace LvsPluggable.Host.Converting.Keepalived;

/// <summary>The parameters that a keepalived.conf has defined so far (keepalived.conf(5), "Parameter substitution").</summary>
internal sealed partial class KeepalivedDefinitions
{
    private readonly Dictionary<string, IReadOnlyList<string>> _values = new(StringComparer.Ordinal) { ["_HASH"] = ["#"], ["_BANG"] = ["!"] };

    /// <summary>Defines one; what it had before is gone.</summary>
    public void Set(string name, IReadOnlyList<string> lines) => _values[name] = lines;

    /// <summary>Reads a definition: its name, and what stands after the = sign.</summary>
    public static bool TryRead(string line, out string name, out string value)
    {
        var match = Definition().Match(line);
        (name, value) = (match.Groups["name"].Value, match.Groups["value"].Value);
        return match.Success;
    }

    /// <summary>Replaces the first parameter in a line that is defined; null where there is none.</summary>
    /// <returns>The lines that stand in its place.</returns>
    public IReadOnlyList<string>? Replace(string line)
    {
        foreach (Match match in Use().Matches(line))
        {
            if (_values.TryGetValue(match.Groups["name"].Value, out var lines))
            {
                var (before, after) = (line[..match.Index], line[(match.Index + match.Length)..]);
                return lines.Count == 1
                    ? [before + lines[0] + after]
                    : [.. lines.Select((one, index) => (index == 0 ? before : "") + one + (index == lines.Count - 1 ? after : ""))];
            }
        }

        return null;
    }

    // Not followed by white space it needs braces.
    [GeneratedRegex(@"\$(\{(?<name>[A-Za-z_][A-Za-z0-9_]*)\}|(?<name>[A-Za-z_][A-Za-z0-9_]*)(?=\s|$))", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Use();

    [GeneratedRegex(@"^\$(?<name>[A-Za-z_][A-Za-z0-9_]*)=(?<value>.*)$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking | RegexOptions.Singleline)]
    private static partial Regex Definition();
}
