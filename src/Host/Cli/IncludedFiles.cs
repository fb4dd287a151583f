using System.Text.RegularExpressions;
using LvsPluggable.Host.Converting.Keepalived;
using LvsPluggable.Host.Text;

namespace LvsPluggable.Host.Cli;

/// <summary>Reads the files that a keepalived.conf includes.</summary>
internal static class IncludedFiles
{
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromSeconds(1);

    /// <summary>Reads those that a pattern of glob(7) names, in the order of their names.</summary>
    /// <param name="pattern">The pattern; from the root, or from <paramref name="folder"/>.</param>
    /// <param name="folder">The folder of the file that includes them.</param>
    public static IReadOnlyList<IncludedFile> Read(string pattern, string folder)
    {
        var full = Path.GetFullPath(pattern, Path.GetFullPath(folder.Length == 0 ? "." : folder));
        List<string> paths = ["/"];
        foreach (var part in full.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            paths = [.. paths.SelectMany(path => Step(path, part))];
        }

        return [.. paths.Where(File.Exists).Select(ReadOne)];
    }

    private static IEnumerable<string> Step(string folder, string part)
    {
        if (part.IndexOfAny(['*', '?', '[']) < 0)
        {
            return [Path.Combine(folder, part)];
        }

        try
        {
            var expression = Expression(part);
            return Directory.Exists(folder)
                ? Directory.EnumerateFileSystemEntries(folder)
                    .Where(entry => (part[0] == '.' || Path.GetFileName(entry)[0] != '.') && expression.IsMatch(Path.GetFileName(entry)))
                    .Order(StringComparer.Ordinal)
                    .ToList()
                : [];
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return [];
        }
    }

    private static Regex Expression(string part) => new(
        $"^{Regex.Escape(part).Replace(@"\*", ".*", StringComparison.Ordinal).Replace(@"\?", ".", StringComparison.Ordinal)
            .Replace(@"\[!", "[^", StringComparison.Ordinal).Replace(@"\[", "[", StringComparison.Ordinal)}$",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline,
        MatchTimeout);

    private static IncludedFile ReadOne(string path)
    {
        try
        {
            return new IncludedFile(path, File.ReadAllText(path), null);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return new IncludedFile(path, "", Words.Of(problem).TrimEnd('.'));
        }
    }
}
