namespace LvsPluggable.Reference;

/// <summary>The page docs/plugins-api.md: every public type and member of the contract and of the kit, with its documentation comment.</summary>
public static class ReferencePage
{
    private const string Head = """
        # The contract, and the kit that tests plugins

        Made from the documentation comments by `dotnet run -c Release --project tools/Reference`, and not edited by hand. How it all belongs together
        is in [plugins.md](plugins.md).
        """;

    /// <summary>The page as it should be now.</summary>
    public static string Text()
    {
        var library = new Library("LvsPluggable.Abstractions", "LvsPluggable.Testing");
        var comments = new CommentText(library);
        List<string> lines = [.. Head.Split('\n')];
        foreach (var assembly in library.Assemblies)
        {
            lines.AddRange(["", $"## {assembly.Name}"]);
            foreach (var type in Library.TypesOf(assembly))
            {
                lines.Add("");
                lines.AddRange(TypeSection.Of(type, comments));
            }
        }

        return string.Join('\n', lines) + "\n";
    }
}
