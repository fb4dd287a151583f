using System.Reflection;
using System.Runtime.CompilerServices;

namespace LvsPluggable.Host.Tests.Plugins.Loading;

/// <summary>What plugins were built against is there still: src/Abstractions/Released has the public API of each version.</summary>
public sealed class ReleasedContractTests
{
    // The host implements it, and plugins only call it.
    private const string OfTheHost = "IPluginBuilder";

    private static readonly Assembly Contract = typeof(ILvsPlugin).Assembly;

    private static string Present => Read("PublicAPI.Shipped.txt");

    public static TheoryData<string> Released =>
        [.. Directory.GetFiles(Repository.PathOf("src/Abstractions/Released")).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Fact]
    public void The_present_version_is_the_last_of_them() =>
        Assert.Equal(Present, Read($"Released/{Contract.GetName().Version!.ToString(2)}.txt"));

    [Theory]
    [MemberData(nameof(Released))]
    public void Nothing_that_it_had_is_gone_or_has_another_form(string file) =>
        Assert.Empty(Lines(file).Except(Lines("PublicAPI.Shipped.txt"), StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Released))]
    public void What_plugins_implement_asks_for_nothing_more_than_it_did(string file)
    {
        var had = Lines(file);
        var more = Contract.GetExportedTypes()
            .Where(type => type.IsInterface && type.Name != OfTheHost && had.Contains(type.FullName!))
            .SelectMany(type => type.GetMethods().Where(method => method.IsAbstract))
            .Select(method => $"{method.DeclaringType!.FullName}.{Name(method)}")
            .Where(member => !had.Any(line => line.StartsWith(member, StringComparison.Ordinal)));
        Assert.Empty(more);
    }

    [Theory]
    [MemberData(nameof(Released))]
    public void What_plugins_make_needs_no_more_set_than_it_did(string file)
    {
        var had = Lines(file);
        var more = Contract.GetExportedTypes()
            .Where(type => had.Contains(type.FullName!))
            .SelectMany(type => type.GetProperties())
            .Where(property => property.IsDefined(typeof(RequiredMemberAttribute)))
            .Select(property => $"{property.DeclaringType!.FullName}.{property.Name}.get")
            .Where(member => !had.Any(line => line.StartsWith(member, StringComparison.Ordinal)));
        Assert.Empty(more);
    }

    private static string Name(MethodInfo method) =>
        method.IsSpecialName ? $"{method.Name[4..]}.{method.Name[..3]}" : $"{method.Name}(";

    private static HashSet<string> Lines(string file) =>
        [.. Read(file.StartsWith("PublicAPI", StringComparison.Ordinal) ? file : $"Released/{file}").Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    private static string Read(string file) => File.ReadAllText(Repository.PathOf($"src/Abstractions/{file}"));
}
