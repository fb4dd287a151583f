using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using LvsPluggable.Host.Tests.Cli;

namespace LvsPluggable.Host.Tests.Docs;

/// <summary>lvsdr(8), which is written by hand, against what the program says of itself.</summary>
[SupportedOSPlatform("linux")]
public sealed partial class ManualPageTests : IDisposable
{
    private static readonly string Page = Plain(File.ReadAllText(Repository.PathOf("packaging/man/lvsdr.8")));

    private static readonly string Explained = Page[Page.IndexOf(".SH COMMANDS", StringComparison.Ordinal)..Page.IndexOf(".SH EXIT", StringComparison.Ordinal)];

    // Those that only the agent calls have no entry of their own.
    private static readonly string[] OfTheAgent = ["meta-data", "validate", "remove"];

    private readonly HostProgram _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void Every_command_is_named_and_has_an_entry_with_its_arguments_and_options()
    {
        var commands = Commands();

        Assert.NotEmpty(commands);
        Assert.All(commands, command => Assert.Contains(command.Name, Explained, StringComparison.Ordinal));
        Assert.All(
            commands.Where(command => !OfTheAgent.Contains(command.Name, StringComparer.Ordinal)),
            command => Assert.Equal([], command.Words.Concat(OptionsOf(command.Name)).Except(WordsOfEntry(command.Name), StringComparer.Ordinal)));
    }

    [Fact]
    public void Every_command_with_an_entry_is_in_the_synopsis()
    {
        var synopsis = Page[..Page.IndexOf(".SH DESCRIPTION", StringComparison.Ordinal)];

        Assert.All(
            Commands().Select(command => command.Name).Except(OfTheAgent, StringComparer.Ordinal),
            name => Assert.Contains($"lvsdr {name}", synopsis, StringComparison.Ordinal));
    }

    // With what stands for its arguments, or each of their choices.
    private List<(string Name, IEnumerable<string> Words)> Commands()
    {
        var help = Printed("--help");
        return
        [
            .. CommandLine().Matches(help[help.IndexOf("Commands:", StringComparison.Ordinal)..]).Select(line => (
                line.Groups["name"].Value,
                line.Groups["argument"].Captures.SelectMany(argument => argument.Value.Split('|')))),
        ];
    }

    private IEnumerable<string> OptionsOf(string command) => Option().Matches(Printed(command, "--help")).Select(option => option.Value.Trim());

    private string Printed(params string[] words)
    {
        var (code, output, _) = _program.Do(words);
        Assert.Equal(0, code);
        return output;
    }

    // An entry begins with the line after .TP and lasts to the next one.
    private static IEnumerable<string> WordsOfEntry(string command)
    {
        var entry = Explained.Split(".TP\n").SingleOrDefault(entry => EntryName().Match(entry).Groups["name"].Value == command);
        Assert.True(entry is not null, $"{command} has no entry.");
        return entry.Split([' ', '\n', '[', ']', '|', ',', '.'], StringSplitOptions.RemoveEmptyEntries);
    }

    private static string Plain(string page) => Font().Replace(page.Replace("\\-", "-", StringComparison.Ordinal), "").Replace("\"", "", StringComparison.Ordinal);

    [GeneratedRegex("^  (?<name>[a-z][a-z-]+)( <(?<argument>[^>]+)>)*", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CommandLine();

    [GeneratedRegex("^  --[a-z-]+", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Option();

    [GeneratedRegex("^\\.[BIR]+ +(?<name>[a-z-]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EntryName();

    [GeneratedRegex("\\\\f[BIPR]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Font();
}
