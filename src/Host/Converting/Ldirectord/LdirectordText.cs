using System.Text.RegularExpressions;

namespace LvsPluggable.Host.Converting.Ldirectord;

/// <summary>Reads an ldirectord.cf (ldirectord(8), "SYNTAX"; where that is silent, read_config of ldirectord 4.12).</summary>
internal static partial class LdirectordText
{
    /// <summary>The keyword of a line that is no directive.</summary>
    public const string NoDirective = "";

    private const int Indentation = 4;

    /// <summary>
    /// Reads it. Each directive becomes a statement with its value, without the quotes around it, as its only word; those that are indented
    /// below a virtual are its block.
    /// </summary>
    /// <param name="file">The file's name.</param>
    /// <param name="text">Its text.</param>
    public static IReadOnlyList<Statement> Read(string file, string text)
    {
        var statements = new List<Statement>();
        Statement? open = null;
        var number = 0;
        foreach (var written in text.Split('\n'))
        {
            number++;
            var line = written.TrimEnd('\r').Replace("\t", "    ", StringComparison.Ordinal);
            if (line.TrimStart() is ['#', ..])
            {
                continue;
            }

            var isIndented = line.Length - line.TrimStart(' ').Length >= Indentation && line.Trim().Length > 0;
            var place = new SourcePlace(file, number);
            if (open is not null && isIndented)
            {
                // Nowhere but in a virtual a comment may follow on the same line.
                var hash = line.IndexOf('#', StringComparison.Ordinal);
                open.Block.Add(Directive(place, (hash < 0 ? line : line[..hash]).Trim()));
                continue;
            }

            open = null;
            if (line.Trim().Length > 0)
            {
                var statement = isIndented ? new Statement(place, NoDirective, [line.Trim()]) : Directive(place, line.Trim());
                statements.Add(statement);
                open = statement.Keyword is "virtual" or "virtual6" ? statement : null;
            }
        }

        return statements;
    }

    private static Statement Directive(SourcePlace place, string line)
    {
        var match = NameAndValue().Match(line);
        if (!match.Success)
        {
            return new Statement(place, line == "supervised" ? line : NoDirective, [line == "supervised" ? "yes" : line]);
        }

        var value = match.Groups["value"].Value.Trim();
        var isQuoted = value.Length >= 2 && value[0] == '"' && value[^1] == '"';
        return new Statement(place, match.Groups["name"].Value, [isQuoted ? value[1..^1] : value]);
    }

    [GeneratedRegex(@"^(?<name>[a-z0-9]+)\s*=(?<value>.*)$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking | RegexOptions.Singleline)]
    private static partial Regex NameAndValue();
}
