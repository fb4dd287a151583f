using System.Text.RegularExpressions;

namespace LvsPluggable.Kernel.Tests.Lab;

/// <summary>A resource that a page of the documentation creates with pcs, in the laboratory's network.</summary>
internal static partial class DocumentedResource
{
    private const string Indentation = "    ";

    /// <summary>Its parameters.</summary>
    /// <param name="page">The page, such as <c>docs/from-keepalived.md</c>.</param>
    /// <param name="resource">The resource's name.</param>
    /// <exception cref="InvalidOperationException">The page creates no such resource, or several.</exception>
    public static Dictionary<string, string> Parameters(string page, string resource)
    {
        var text = File.ReadAllText(Repository.PathOf(page)).Replace("192.0.2.", "10.77.0.", StringComparison.Ordinal);
        var command = text.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n')
            .Where(line => line.StartsWith(Indentation + "pcs ", StringComparison.Ordinal))
            .Select(line => Word().Matches(line).Select(word => word.Value.Replace("\"", "", StringComparison.Ordinal)).ToList())
            .Single(words => IsCreationOf(words, resource));
        // After the name stands the agent; then parameters, up to what is said about operations.
        return command.Skip(command.IndexOf(resource) + 2)
            .TakeWhile(word => word is not ("op" or "meta" or "clone"))
            .Select(word => word.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
    }

    private static bool IsCreationOf(List<string> words, string resource)
    {
        var create = words.IndexOf("create");
        return create > 0 && words[create - 1] == "resource" && words[create + 1] == resource;
    }

    [GeneratedRegex("(?:[^\\s\"]|\"[^\"]*\")+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();
}
