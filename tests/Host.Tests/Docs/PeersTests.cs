using System.Text.RegularExpressions;

namespace LvsPluggable.Host.Tests.Docs;

/// <summary>The table of docs/peers.md: what its last column says is shown by the tests that it names.</summary>
public sealed partial class PeersTests
{
    // What the row is about, four peers, and lvsdr.
    private const int Columns = 6;

    private static readonly Dictionary<string, List<string>> Sources = Directory
        .EnumerateFiles(Repository.PathOf("tests"), "*Tests.cs", SearchOption.AllDirectories)
        .GroupBy(file => Path.GetFileNameWithoutExtension(file), StringComparer.Ordinal)
        .ToDictionary(files => files.Key, files => files.Select(File.ReadAllText).ToList(), StringComparer.Ordinal);

    private static readonly List<string[]> Rows = [.. File.ReadLines(Repository.PathOf("docs/peers.md"))
        .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| |", StringComparison.Ordinal))
        .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries))];

    [Fact]
    public void Every_row_says_something_of_everyone()
    {
        Assert.NotEmpty(Rows);
        Assert.All(Rows, row => Assert.Equal(Columns, row.Count(cell => cell.Length > 0)));
    }

    [Fact]
    public void Whatever_is_said_of_lvsdr_is_a_no_or_names_its_tests() =>
        Assert.All(Rows, row => Assert.True(
            row[^1] == "no" || NamedTest().IsMatch(row[^1]), $"{row[0]}: no test is named in \"{row[^1]}\"."));

    [Fact]
    public void Every_test_that_is_named_is_there() =>
        Assert.All(
            Rows.SelectMany(row => NamedTest().Matches(row[^1])),
            test => Assert.True(IsThere(test.Groups["class"].Value, test.Groups["method"].Value), $"There is no such test, or there are several: {test.Value}."));

    // A class without a method must be the only one of its name.
    private static bool IsThere(string type, string method) =>
        Sources.TryGetValue(type, out var files)
        && (method.Length == 0 ? files.Count == 1 : files.Exists(file => file.Contains($" {method}(", StringComparison.Ordinal)));

    [GeneratedRegex("`(?<class>[A-Z][A-Za-z0-9]*Tests)(?:\\.(?<method>[A-Za-z0-9_]+))?`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamedTest();
}
