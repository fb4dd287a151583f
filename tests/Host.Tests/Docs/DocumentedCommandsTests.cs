using System.Diagnostics;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using LvsPluggable.Host.Cli;
using LvsPluggable.Host.Tests.Cli;

namespace LvsPluggable.Host.Tests.Docs;

/// <summary>The commands of pages that no scenario walks through: the program knows them, and their parameters are without mistakes.</summary>
[SupportedOSPlatform("linux")]
public sealed partial class DocumentedCommandsTests : IDisposable
{
    private const string Lvsdr = "lvsdr";

    private static readonly string BuiltIn = $"plugin_path={Path.Combine(AppContext.BaseDirectory, "plugins")}";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly HostProgram _host = new();

    public static TheoryData<string> Pages =>
        ["checks", "forwarding", "history", "metrics", "pacemaker", "page", "postgres", "services", "troubleshooting"];

    public static TheoryData<string> PagesWithResources => ["checks", "page", "postgres"];

    public void Dispose() => _host.Dispose();

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_command_of_the_program_that_a_page_names_is_one_that_it_knows(string page)
    {
        var root = CommandTree.Create();
        // What the text only names needs no arguments.
        var wrong = Commands(Blocks(page)).SelectMany(Mistakes)
            .Concat(Commands(Inline(page)).SelectMany(Mistakes).Where(mistake => !mistake.Contains("Required argument", StringComparison.Ordinal)))
            .ToList();

        Assert.NotEmpty(Commands(Blocks(page)).Concat(Commands(Inline(page))));
        Assert.Empty(wrong);

        IEnumerable<string> Mistakes(List<string> words) =>
            root.Parse(words).Errors.Select(error => $"{Lvsdr} {string.Join(' ', words)}: {error.Message}");
    }

    [Theory]
    [MemberData(nameof(PagesWithResources))]
    public void Every_resource_that_a_page_creates_or_changes_has_parameters_without_mistakes(string page)
    {
        var resources = Resources(page).ToList();

        Assert.NotEmpty(resources);
        MakeFiles(page);
        Assert.All(resources, parameters =>
        {
            var (code, output, errors) = _host.Do(["validate", BuiltIn, .. Whole(parameters).Select(Here)]);
            Assert.Equal((0, "", ""), (code, output, errors));
        });
    }

    // What a page has in /etc/lvsdr.
    private string Here(string text) => text.Replace("/etc/lvsdr/", _host.Run + "/", StringComparison.Ordinal);

    // The token as the page makes it; the certificate of whoever has one.
    private void MakeFiles(string page)
    {
        foreach (var command in Blocks(page).Where(line => line.StartsWith("install ", StringComparison.Ordinal)))
        {
            using var shell = Process.Start("sh", ["-ec", Here(command)]);
            Assert.True(shell.WaitForExit(Patience), command);
            Assert.Equal(0, shell.ExitCode);
        }

        using var key = ECDsa.Create();
        using var certificate = new CertificateRequest("CN=node1", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        File.WriteAllText(Path.Combine(_host.Run, "page.crt"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_host.Run, "page.key"), key.ExportPkcs8PrivateKeyPem());
        File.SetUnixFileMode(Path.Combine(_host.Run, "page.key"), UnixFileMode.UserRead);
    }

    // What a page changes is added to what the README creates.
    private static IEnumerable<string> Whole(IReadOnlyList<string> parameters)
    {
        var names = parameters.Select(parameter => parameter.Split('=')[0]).ToHashSet(StringComparer.Ordinal);
        string[] service = names.Contains("config") ? [] : ["vip=192.0.2.50", "port=5432", "weight_of_realservers=192.0.2.11 192.0.2.12"];
        return [.. service.Where(parameter => !names.Contains(parameter.Split('=')[0])), .. parameters];
    }

    // The words after "pcs resource create NAME ocf:lvs:lvsdr" or "pcs resource update NAME" that are parameters of the director.
    private static IEnumerable<IReadOnlyList<string>> Resources(string page) =>
        from line in Blocks(page)
        let words = Split(line)
        let verb = words.FindIndex(word => word is "create" or "update")
        where words.Contains("pcs") && verb > 0 && words[verb - 1] == "resource"
        where words[verb] == "update" || words[verb + 2] is "ocf:lvs:lvsdr" or "ocf:lvs:lvs"
        select words.Skip(verb + 2).TakeWhile(word => word is not ("op" or "meta" or "clone" or "promotable"))
            .Where(word => word.Contains('=', StringComparison.Ordinal)).ToList();

    // Up to what the shell makes of the rest.
    private static IEnumerable<List<string>> Commands(IEnumerable<string> lines) => lines
        .SelectMany(line => line.Split(["|", "&&", ";"], StringSplitOptions.TrimEntries))
        .Select(line => Split(line).SkipWhile(word => word is "sudo" or "systemd-run" or "--unit" or "lvsdr-page").TakeWhile(word => !word.StartsWith('>')).ToList())
        .Where(words => words.Count > 1 && words[0] == Lvsdr && !words.Any(word => word.Contains('…', StringComparison.Ordinal)))
        .Select(words => words.Skip(1).ToList());

    private static IEnumerable<string> Blocks(string page) => Text(page).Replace("\\\n", " ", StringComparison.Ordinal).Split('\n')
        .Where(line => line.StartsWith("    ", StringComparison.Ordinal))
        .Select(line => Comment().Replace(line, "").Trim());

    private static IEnumerable<string> Inline(string page) => Code().Matches(Text(page)).Select(match => match.Groups["code"].Value);

    private static List<string> Split(string line) =>
        [.. Word().Matches(line).Select(word => word.Value.Replace("\"", "", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal))];

    private static string Text(string page) => File.ReadAllText(Repository.PathOf($"docs/{page}.md"));

    [GeneratedRegex("(^|\\s)#.*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Comment();

    [GeneratedRegex("`(?<code>lvsdr [^`\n]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();

    [GeneratedRegex("(?:[^\\s\"']|\"[^\"]*\"|'[^']*')+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();
}
