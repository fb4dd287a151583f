using LvsPluggable.Host.Converting;
using LvsPluggable.Host.Ocf;
using LvsPluggable.Host.Settings;
using LvsPluggable.Host.Settings.Files;
using LvsPluggable.Text;

namespace LvsPluggable.Host.Cli;

/// <summary>The words around a configuration file that was made of a cluster's resources.</summary>
internal static class ConvertText
{
    /// <summary>Where a configuration file is, where nobody says otherwise.</summary>
    public const string Path = "/etc/lvsdr/lvsdr.json";

    /// <summary>What stands before the file, as comments: where it comes from and what to do with it.</summary>
    /// <param name="resources">The resources whose services it has; one at least.</param>
    /// <param name="beside">Their parameters that belong beside the file.</param>
    /// <param name="notes">What else there is to know.</param>
    public static IEnumerable<string> Comments(
        IReadOnlyList<CibResource> resources, IReadOnlyDictionary<string, string> beside, IReadOnlyList<string> notes)
    {
        string[] parameters = [$"{HostSettings.Config.Name}={Path}", .. beside.Select(pair => $"{pair.Key}={pair.Value}")];
        string[] lines =
        [
            $"Made by lvsdr convert. Once it is {Path} on every node, this replaces what it was made of:",
            "",
            .. resources.Select(resource => $"    pcs resource delete {ShellWord.Quote(resource.Id)}"),
            $"    pcs resource create lvsdr ocf:{resources[0].Provider}:lvsdr {string.Join(' ', parameters.Select(ShellWord.Quote))} op monitor interval=10s",
            "",
            "In between there are no services. The new resource is to be given the group, clone and constraints that the old ones had.",
            .. notes,
        ];
        return AsComments(lines);
    }

    /// <summary>Lines as comments of a configuration file.</summary>
    public static IEnumerable<string> AsComments(IEnumerable<string> lines) => lines.Select(line => line.Length == 0 ? "//" : $"// {Indented(line)}");

    /// <summary>What of the resources is not in the file.</summary>
    public static IEnumerable<string> Notes(IReadOnlyList<CibResource> resources, IReadOnlyList<CibResource> converted, IReadOnlyDictionary<string, string> beside) =>
    [
        .. converted.Select(resource =>
            $"{resource.Id} is left out: it has {HostSettings.Config.Name}={resource.Given[HostSettings.Config.Name]} already."),
        .. resources.SelectMany(resource => resource.UnderRules.Select(set =>
            $"{set} of {resource.Id} is left out: it counts only under a rule, and a file has none.")),
        .. resources.SelectMany(resource => beside.Keys.Where(resource.Given.ContainsKey).Select(name =>
            $"{name} of {resource.Id} stays a parameter of the resource, so it is set on the new one.")),
    ];

    /// <summary>A mistake in the file.</summary>
    /// <param name="mistake">The mistake, with its place in the file.</param>
    /// <param name="before">How many lines stand before the file.</param>
    public static string Mistake(FileMistake mistake, int before) =>
        $"In line {mistake.Place.Line + before}: {mistake.What}";

    /// <summary>A line as one: a comment ends with its line.</summary>
    public static string Indented(string line) => $"{line[..(line.Length - line.TrimStart().Length)]}{OneLine.Of(line, int.MaxValue)}";
}
