using System.Text.RegularExpressions;

namespace LvsPluggable.Host.Tests;

/// <summary>The rooms of the host know each other in one direction only.</summary>
public sealed partial class ArchitectureTests
{
    // Each room and those that it may know. All of them may know Text.
    private static readonly Dictionary<string, string[]> Arrows = new(StringComparer.Ordinal)
    {
        ["Program"] = ["Cli"],
        ["Cli"] = ["Trial", "Metrics", "Page", "Web", "History", "Notices", "Hosting", "Converting", "Ocf", "Settings", "Plugins.Loading", "Plugins.Running", "Director", "Checks", "Ipvs", "Netlink"],
        ["Hosting"] = ["Metrics", "Page", "Web", "History", "Ocf", "Settings", "Director", "Discovery", "Checks", "Ipvs", "Notices", "Publishing"],
        ["Converting"] = ["Ocf", "Settings"],
        ["Trial"] = ["Settings", "Director", "Discovery", "Checks", "Plugins.Running"],
        ["Ocf"] = ["Settings"],
        ["Page"] = ["History", "Director", "Notices", "Web"],
        ["Settings"] = ["Web", "Plugins.Loading", "Plugins.Running", "Director", "Discovery", "Checks", "Ipvs", "Notices"],
        ["Director"] = ["Plugins.Running", "Discovery", "Checks", "Ipvs", "Notices"],
        ["Metrics"] = ["Director", "Plugins.Running", "Web"],
        ["History"] = ["Notices"],
        ["Notices"] = ["Plugins.Running"],
        ["Publishing"] = [],
        ["Checks"] = ["Plugins.Running", "Discovery", "Netlink"],
        ["Discovery"] = ["Plugins.Running", "Netlink"],
        ["Ipvs"] = ["Netlink"],
        ["Netlink"] = [],
        ["Plugins.Loading"] = ["Plugins.Running"],
        ["Plugins.Running"] = [],
        ["Text"] = [],
        ["Web"] = [],
        ["Threads"] = [],
    };

    private static readonly string Folder = Repository.PathOf("src/Host");

    public static TheoryData<string> Rooms => [.. Arrows.Keys];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_knows_only_those_below_it(string room)
    {
        var known = Sources(room).SelectMany(file => Mentioned(File.ReadAllText(file)).Select(other => (Other: other, File: file)));

        Assert.Empty(known
            .Where(mention => mention.Other != room && mention.Other is not ("Text" or "Threads") && !Arrows[room].Contains(mention.Other))
            .Select(mention => $"{Path.GetRelativePath(Folder, mention.File)} knows {mention.Other}"));
    }

    [Fact]
    public void Every_source_file_is_in_a_room_and_says_so_in_its_namespace()
    {
        var inRooms = Arrows.Keys.SelectMany(Sources).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(AllSources().Except(inRooms));
        Assert.All(AllSources().Where(file => Path.GetFileName(file) != "Program.cs"), file => Assert.Contains(
            $"namespace LvsPluggable.Host.{Path.GetRelativePath(Folder, Path.GetDirectoryName(file)!).Replace('/', '.')};",
            File.ReadAllText(file),
            StringComparison.Ordinal));
    }

    [Fact]
    public void There_is_no_way_round_in_a_circle()
    {
        var left = new Dictionary<string, string[]>(Arrows, StringComparer.Ordinal);
        while (left.FirstOrDefault(room => !room.Value.Any(left.ContainsKey)) is { Key: { } lowest })
        {
            left.Remove(lowest);
        }

        Assert.Empty(left.Keys);
    }

    private static IEnumerable<string> Sources(string room) => room == "Program"
        ? [Path.Combine(Folder, "Program.cs")]
        : Directory.EnumerateFiles(Path.Combine(Folder, room.Replace('.', '/')), "*.cs", SearchOption.AllDirectories);

    private static IEnumerable<string> AllSources() => Directory.EnumerateFiles(Folder, "*.cs", SearchOption.AllDirectories)
        .Where(file => Path.GetRelativePath(Folder, file).Split('/')[0] is not ("obj" or "bin"));

    // By its full name, or by the part of it that is enough inside LvsPluggable.Host, as in Ipvs.VirtualServiceOptions.
    private static IEnumerable<string> Mentioned(string source)
    {
        var code = Comment().Replace(source, "");
        var full = FullName().Matches(code);
        var part = PartOfName().Matches(code);
        return full.Concat(part).Select(match => match.Groups["room"].Value).Where(Arrows.ContainsKey).Distinct(StringComparer.Ordinal);
    }

    [GeneratedRegex(@"//.*$", RegexOptions.Multiline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"LvsPluggable\.Host\.(?<room>Plugins\.\w+|\w+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex FullName();

    [GeneratedRegex(
        @"(?<![\w.])(?<room>Plugins\.(Loading|Running)|Cli|Trial|Hosting|Ocf|Settings|Director|Discovery|Checks|Ipvs|Netlink|Notices|History|Web|Page|Metrics)\.[A-Z]\w*[.(<\s]",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5000)]
    private static partial Regex PartOfName();
}
