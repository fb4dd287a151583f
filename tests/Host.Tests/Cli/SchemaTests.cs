using System.Runtime.Versioning;
using System.Text.Json;
using System.Text.RegularExpressions;
using Json.Schema;

namespace LvsPluggable.Host.Tests.Cli;

[SupportedOSPlatform("linux")]
public sealed partial class SchemaTests : IDisposable
{
    private static readonly string BuiltIn = $"plugin_path={Path.Combine(AppContext.BaseDirectory, "plugins")}";

    private readonly HostProgram _host = new("First");

    public void Dispose() => _host.Dispose();

    [Fact]
    public void It_has_the_parameters_of_the_plugins_that_are_loaded()
    {
        Assert.Contains("first_", Schema(), StringComparison.Ordinal);
        Assert.DoesNotContain("first_", Schema(BuiltIn), StringComparison.Ordinal);
        Assert.Contains("\"postgres_check\"", Schema(BuiltIn), StringComparison.Ordinal);
    }

    [Fact]
    public void The_example_of_the_documentation_is_valid_and_without_mistakes()
    {
        var page = File.ReadAllText(Repository.PathOf("docs/services.md"));
        var example = Unindent().Replace(Example().Match(page).Value, "");
        var file = Path.Combine(_host.Run, "lvsdr.json");
        File.WriteAllText(file, example);

        Assert.Contains("\"$schema\"", example, StringComparison.Ordinal);
        Assert.True(IsValid(example));
        Assert.False(IsValid(example.Replace("\"http_check\"", "\"http_chekc\"", StringComparison.Ordinal)));
        Assert.Equal((0, $"{file}: 4 virtual services, no mistakes.\n", ""), _host.Do("check-config", file, BuiltIn));
    }

    private string Schema(params string[] words)
    {
        var (code, output, errors) = _host.Do(["schema", .. words]);
        Assert.Equal((0, ""), (code, errors));
        return output;
    }

    private bool IsValid(string text) => JsonSchema.FromText(Schema(BuiltIn)).Evaluate(JsonDocument.Parse(
        text, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }).RootElement).IsValid;

    [GeneratedRegex(@"^    \{\n(    .*\n|\n)*?    \}$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Example();

    [GeneratedRegex("^    ", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Unindent();
}
