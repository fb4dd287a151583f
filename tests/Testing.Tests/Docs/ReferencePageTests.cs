using LvsPluggable.Reference;

namespace LvsPluggable.Testing.Tests.Docs;

/// <summary>docs/plugins-api.md against the documentation comments.</summary>
public sealed class ReferencePageTests
{
    [Fact]
    public void The_page_is_what_the_tool_makes_now() => Assert.Equal(ReferencePage.Text(), File.ReadAllText(Repository.PathOf("docs/plugins-api.md")));
}
