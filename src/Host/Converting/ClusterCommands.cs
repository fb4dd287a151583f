namespace LvsPluggable.Host.Converting;

/// <summary>Writes what makes resources.</summary>
internal static class ClusterCommands
{
    private const string Cib = "lvsdr.cib";
    private const string Stickiness = "resource-stickiness=1000";
    private const int LongestLine = 120;

    /// <summary>Commands of pcs: they work on a file and push it as a whole, so that nothing starts before its constraints.</summary>
    public static IEnumerable<string> Pcs(IReadOnlyList<ClusterResource> resources) =>
    [
        $"pcs cluster cib {Cib}",
        .. resources.SelectMany(resource => Lines(resource,
            [
                "pcs", "-f", Cib, "resource", "create", resource.Id, resource.Agent,
                .. resource.Parameters.Select(pair => $"{pair.Key}={ShellWord.Quote(pair.Value)}"),
                .. resource.Operations.Select(one => $"op {one.Operation} {one.Options}"),
                resource.IsClone ? "clone" : $"meta {Stickiness}",
            ])),
        .. resources.SelectMany(resource => resource.With.Select(other => $"pcs -f {Cib} constraint colocation add {resource.Id} with {other} INFINITY")),
        .. resources.SelectMany(resource => resource.Before.Select(other => $"pcs -f {Cib} constraint order start {resource.Id} then start {other}")),
        $"pcs cluster cib-push {Cib}",
    ];

    /// <summary>A file for <c>crm configure load update</c>.</summary>
    public static IEnumerable<string> Crm(IReadOnlyList<ClusterResource> resources) =>
    [
        .. resources.SelectMany(resource => Lines(resource,
            [
                "primitive", resource.Id, resource.Agent, "params",
                .. resource.Parameters.Select(pair => $"{pair.Key}=\"{pair.Value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""),
                .. resource.Operations.Select(one => $"op {one.Operation} {(one.Options.Contains("interval=", StringComparison.Ordinal) ? "" : "interval=0 ")}{one.Options}"),
                .. resource.IsClone ? Array.Empty<string>() : [$"meta {Stickiness}"],
            ])),
        .. resources.Where(resource => resource.IsClone).Select(resource => $"{(resource.IsSuggestion ? "# " : "")}clone {resource.Id}-clone {resource.Id}"),
        .. resources.SelectMany(resource => resource.With.Select(other => $"colocation {resource.Id}-with-{other} inf: {resource.Id} {other}")),
        .. resources.SelectMany(resource => resource.Before.Select(other => $"order {resource.Id}-before-{other} Mandatory: {resource.Id} {other}")),
    ];

    private static IEnumerable<string> Lines(ClusterResource resource, IEnumerable<string> words)
    {
        var comment = resource.Comment.Length == 0 ? Array.Empty<string>() : [$"# {resource.Comment}"];
        return [.. comment, .. resource.IsSuggestion ? [$"# {string.Join(' ', words)}"] : Wrapped(words)];
    }

    private static IEnumerable<string> Wrapped(IEnumerable<string> words)
    {
        var line = "";
        foreach (var word in words)
        {
            if (line.Length > 0 && line.Length + word.Length > LongestLine)
            {
                yield return $"{line} \\";
                line = $"    {word}";
            }
            else
            {
                line = line.Length == 0 ? word : $"{line} {word}";
            }
        }

        yield return line;
    }
}
