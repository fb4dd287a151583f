using System.Text.RegularExpressions;

namespace LvsPluggable.Host.Ocf;

/// <summary>
/// Reads the resources of a cluster from what <c>pcs config</c> or <c>pcs resource config</c> prints: parameters one a line, as pcs 0.11 has them,
/// or all in a line, as 0.9 and 0.10 do. A value with white space is in quotes of either kind, in double ones with \" inside.
/// </summary>
internal static partial class PcsConfig
{
    private const string Parameters = "Attributes:";

    /// <summary>All resources of OCF agents, in the order of the text; none where it is something else.</summary>
    public static IReadOnlyList<CibResource> All(string text)
    {
        // What the line is in, from the outermost.
        var around = new Stack<PcsEntry>();
        var resources = new List<PcsEntry>();
        foreach (var line in text.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0))
        {
            var said = line.TrimStart();
            var indent = line.Length - said.Length;
            while (around.TryPeek(out var last) && last.Indent >= indent)
            {
                around.Pop();
            }

            var holder = around.FirstOrDefault(entry => entry.Set is null);
            var header = Header().Match(said);
            if (header.Success)
            {
                var entry = new PcsEntry(indent, header, holder);
                around.Push(entry);
                resources.AddRange(header.Groups["type"].Success ? [entry] : Array.Empty<PcsEntry>());
            }
            else if (holder is not null && said.StartsWith(Parameters, StringComparison.Ordinal))
            {
                around.Push(Begin(holder, indent, said[Parameters.Length..].Trim()));
            }
            else if (holder is not null && around.Peek() is { Set: { } set })
            {
                set.Add(said);
            }
            else if (holder is not null)
            {
                // Meta attributes, operations and what else has lines below it.
                around.Push(new PcsEntry(indent, header, holder) { Set = new PcsParameterSet("") });
            }
        }

        return [.. resources.Select(entry => entry.Resource())];
    }

    private static PcsEntry Begin(PcsEntry holder, int indent, string rest)
    {
        // Old pcs has no name of the set there.
        var isInline = PcsParameterSet.BeginsPair(rest);
        var set = new PcsParameterSet(isInline ? "" : rest.Split(' ')[0]);
        holder.Sets.Add(set);
        if (isInline)
        {
            set.Add(rest);
        }

        return new PcsEntry(indent, Header().Match(""), holder) { Set = set };
    }

    [GeneratedRegex(@"^(Clone|Master|Group|Bundle|Resource): (?<id>[^\s(]+)( \(class=ocf provider=(?<provider>\S+) type=(?<type>[^\s)]+)\))?", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Header();
}
