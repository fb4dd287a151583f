using System.Text.RegularExpressions;
using LvsPluggable.Host.Converting;
using LvsPluggable.Host.Tests.Converting;

namespace LvsPluggable.Host.Tests.Docs;

/// <summary>The files with which the pages for keepalived and ldirectord, and for those who have built a promotable resource, begin become the resource below them.</summary>
public sealed partial class ConvertedPagesTests
{
    [Fact]
    public void The_page_for_keepalived_has_what_comes_of_its_file()
    {
        var page = Page("docs/from-keepalived.md");
        var conversion = Converted.Keepalived(Block(page, "    global_defs {", "## The same"));

        // That is the port of the real servers anyway.
        Compare(page, conversion, ["check_port"]);
        Assert.Equal(["192.0.2.50 24"], conversion.Addresses.Select(address => $"{address.Address} {address.Prefix}"));
        Assert.Equal(["virtual_router_id 50", "priority 100", "advert_int 1"], conversion.Leftovers.Select(leftover => leftover.Split('"')[1]));
    }

    [Fact]
    public void The_page_for_ldirectord_has_what_comes_of_its_file()
    {
        var page = Page("docs/from-ldirectord.md");
        var conversion = Converted.Ldirectord(Block(page, "    checktimeout=3", "## The same"));

        // Ports that are the service's, and weights of 1, may be said or not.
        Compare(page, conversion, ["weight_of_realservers"]);
        Assert.Equal("192.0.2.11,1 192.0.2.12,1", conversion.Parameter("weight_of_realservers"));
        Assert.Equal(["autoreload yes"], conversion.Leftovers.Select(leftover => leftover.Split('"')[1]));
    }

    [Fact]
    public void The_page_for_a_promotable_resource_has_what_comes_of_its_file()
    {
        var page = Page("docs/from-promotable.md");
        var conversion = Converted.Ldirectord(Block(page, "    checktimeout=3", "## The same"));

        Compare(page, conversion, [], "resource create reads ocf:lvs:lvs ", " promotable");
        // The nodes that the file names are those on which the clone runs.
        Assert.Equal("192.0.2.1,1 192.0.2.2,1 192.0.2.3,1", conversion.Parameter("weight_of_realservers"));
        Assert.Empty(conversion.Leftovers);
    }

    private static void Compare(string page, Conversion conversion, string[] except, string from = "resource create lvsdr ocf:lvs:lvsdr ", string to = " op ")
    {
        var text = page.Replace("\\\n", " ", StringComparison.Ordinal);
        var start = text.IndexOf(from, StringComparison.Ordinal);
        var words = Word().Matches(text[start..text.IndexOf(to, start, StringComparison.Ordinal)]).Skip(4)
            .Select(word => word.Value.Replace("\"", "", StringComparison.Ordinal))
            .Where(word => !except.Contains(word.Split('=')[0]));
        var found = conversion.Services[0].Parameters.Concat(conversion.Once).Select(pair => $"{pair.Key}={pair.Value}");

        Assert.Empty(words.Except(found, StringComparer.Ordinal));
    }

    private static string Page(string name) => File.ReadAllText(Repository.PathOf(name));

    private static string Block(string page, string first, string after)
    {
        var start = page.IndexOf(first, StringComparison.Ordinal);
        var lines = page[start..page.IndexOf(after, StringComparison.Ordinal)].Split('\n');
        return string.Join('\n', lines.Select(line => line.StartsWith("    ", StringComparison.Ordinal) ? line[4..] : line));
    }

    [GeneratedRegex("(?:[^\\s\"]|\"[^\"]*\")+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();
}
