using System.Text.RegularExpressions;

namespace LvsPluggable.Host.Tests.Docs;

/// <summary>The table of docs/pacemaker.md that has one resource beside four, against the commands of the README and of that page.</summary>
public sealed partial class PacemakerPageTests
{
    private static readonly string Page = File.ReadAllText(Repository.PathOf("docs/pacemaker.md"));

    [Fact]
    public void One_resource_stands_beside_four_with_what_each_takes()
    {
        var one = Commands(File.ReadAllText(Repository.PathOf("README.md")), "**3. The resource**", "**4. Look.**");
        var four = Commands(Page, "## Four resources", "## The same with crmsh");

        Assert.Equal((Resources(one), Resources(four)), Row("resources, clones included"));
        Assert.Equal((Constraints(one), Constraints(four)), Row("constraints"));
        Assert.Equal((Pcs(one), Pcs(four)), Row("`pcs` commands"));
        Assert.Equal((one.Count, four.Count), Row("lines, without comments"));
    }

    private static List<string> Commands(string text, string from, string to) =>
    [
        .. text[text.IndexOf(from, StringComparison.Ordinal)..text.IndexOf(to, StringComparison.Ordinal)].Split('\n')
            .Where(line => line.StartsWith("    ", StringComparison.Ordinal) && !line.StartsWith("    #", StringComparison.Ordinal)),
    ];

    private static int Resources(List<string> lines) =>
        lines.Count(line => line.Contains("resource create", StringComparison.Ordinal)) + lines.Count(line => Clone().IsMatch(line));

    private static int Constraints(List<string> lines) => lines.Count(line => line.Contains(" constraint ", StringComparison.Ordinal));

    private static int Pcs(List<string> lines) => lines.Count(line => line.StartsWith("    pcs ", StringComparison.Ordinal));

    private static (int One, int Four) Row(string what)
    {
        var cells = Page.Split('\n').Single(line => line.StartsWith($"| {what} |", StringComparison.Ordinal)).Trim('|').Split('|', StringSplitOptions.TrimEntries);
        return (int.Parse(cells[1]), int.Parse(cells[2]));
    }

    [GeneratedRegex(" (clone|promotable)\\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Clone();
}
