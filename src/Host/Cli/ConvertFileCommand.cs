using System.CommandLine;
using System.Text;
using LvsPluggable.Host.Converting;
using LvsPluggable.Host.Converting.Ipvsadm;
using LvsPluggable.Host.Converting.Keepalived;
using LvsPluggable.Host.Converting.Ldirectord;
using LvsPluggable.Host.Ocf;
using LvsPluggable.Host.Plugins.Loading;
using LvsPluggable.Host.Settings;
using LvsPluggable.Host.Settings.Files;
using LvsPluggable.Host.Text;
using LvsPluggable.Text;
using Microsoft.Extensions.DependencyInjection;

namespace LvsPluggable.Host.Cli;

/// <summary><c>lvsdr convert PROGRAM FILE</c>: prints what another director's file is in the words of lvsdr.</summary>
internal static class ConvertFileCommand
{
    /// <summary>The exit status when everything has been printed that could be translated, and what could not is named.</summary>
    public const int LeftOver = 3;

    // Nobody writes more by hand; the largest tables of the kernel have less.
    private const int LargestFile = 64 * 1024 * 1024;

    private static readonly string[] Forms = ["json", "pcs", "crm"];

    /// <summary>One command for each program.</summary>
    public static IEnumerable<Command> Create()
    {
        var id = new Option<string?>("--config-id")
        {
            Description = "Which lines that begin with @ count, as for keepalived; when left out, those of this machine's name.",
        };
        var keepalived = Of("keepalived", "a keepalived.conf", (file, text, result) =>
            KeepalivedMapper.Map(KeepalivedText.Read(file, text, new KeepalivedOptions(result.GetValue(id) ?? Environment.MachineName.Split('.')[0], IncludedFiles.Read))));
        keepalived.Options.Add(id);
        yield return keepalived;
        yield return Of("ldirectord", "an ldirectord.cf", (file, text, _) => LdirectordMapper.Map(LdirectordText.Read(file, text)));
        yield return Of("ipvsadm", "what ipvsadm-save prints", (file, text, _) => IpvsadmMapper.Map(IpvsadmText.Read(file, text)));
    }

    private static Command Of(string program, string what, Func<string, string, ParseResult, Conversion> map)
    {
        var file = new Argument<string>("file") { Description = $"A file with {what}, or - for standard input." };
        var form = new Option<string>("--as")
        {
            Description = "json: a configuration file; pcs or crm: what makes a cluster's resources.",
            DefaultValueFactory = _ => Forms[0],
        };
        form.AcceptOnlyFromAmong(Forms);
        var command = new Command(program, $"Print {what} in the words of lvsdr; nothing is changed.") { file, form };
        command.SetAction(result =>
        {
            var name = result.GetRequiredValue(file);
            try
            {
                var conversion = map(name, Text(name), result);
                return Print(conversion, $"{program} {name}", result.GetValue(form)!);
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                return Output.Fail(OcfExitCode.NotInstalled, [$"{name} cannot be read: {Words.Of(problem).TrimEnd('.')}."]);
            }
        });
        return command;
    }

    private static string Text(string file)
    {
        using var source = file == CibInput.StandardInput ? Console.OpenStandardInput() : File.OpenRead(file);
        using var reader = new StreamReader(source, Encoding.UTF8);
        var text = new char[64 * 1024];
        var read = new StringBuilder();
        while (reader.Read(text) is > 0 and var count)
        {
            read.Append(text, 0, count);
            if (read.Length > LargestFile)
            {
                throw new IOException($"it is larger than {LargestFile / (1024 * 1024)} MiB");
            }
        }

        return read.ToString();
    }

    private static int Print(Conversion conversion, string source, string form)
    {
        List<string> said = [.. conversion.Leftovers, .. conversion.Notes];
        if (conversion.Services.Count == 0 && (form == Forms[0] || conversion.Addresses.Count == 0))
        {
            return Output.Fail(OcfExitCode.GenericError, [.. said, $"There is no virtual service that could be converted in {source.Split(' ', 2)[1]}{(conversion.Addresses.Count > 0 ? "; --as pcs and --as crm print resources for its addresses" : "")}."]);
        }

        var text = "";
        if (conversion.Services.Count > 0)
        {
            var (file, mistakes) = Write(conversion);
            if (mistakes.Count > 0)
            {
                return Output.Fail(OcfExitCode.GenericError, [.. said, .. mistakes, "So nothing is printed: what was made of it would not be accepted."]);
            }

            text = file;
        }

        List<string> head = [$"Made by lvsdr convert {source}."];
        var resources = ClusterResources.OfServices(conversion);
        var lines = form switch
        {
            "pcs" => [.. Commented([.. head, .. said]), .. ClusterCommands.Pcs(resources)],
            "crm" => [.. Commented([.. head, "It is for crm configure load update.", .. said]), .. ClusterCommands.Crm(resources)],
            _ => FileComments(conversion, head[0], said),
        };
        foreach (var line in lines)
        {
            Terminal.Out.WriteLine(line);
        }

        Terminal.Out.Write(form == Forms[0] ? text : "");
        Output.Fail(OcfExitCode.Success, said);
        return conversion.Leftovers.Any() ? LeftOver : (int)OcfExitCode.Success;
    }

    private static IEnumerable<string> Commented(IEnumerable<string> lines) => lines.Select(line => $"# {OneLine.Of(line, int.MaxValue)}");

    private static IEnumerable<string> FileComments(Conversion conversion, string head, IEnumerable<string> said) => ConvertText.AsComments(
    [
        $"{head} Once it is {ConvertText.Path} on every director, this has a cluster run it:",
        "",
        .. ClusterCommands.Pcs(ClusterResources.OfFile(conversion, ConvertText.Path)).Select(line => $"    {line}"),
        "",
        .. said,
    ]);

    // The file, and what lvsdr would say against it.
    private static (string Text, IReadOnlyList<string> Mistakes) Write(Conversion conversion)
    {
        using var services = Composition.Create(Logs.ForCommand());
        var reader = new FileReader(services.GetRequiredService<PoolReader>());
        var catalog = services.GetRequiredService<InstalledPlugins>().Load(OcfEnvironment.Read(Environment.GetEnvironmentVariables()).Given);
        List<FileSection> sections = [.. conversion.Services.Select(service => service.Section(conversion.Once))];
        var text = FileWriter.Write(new FileGathering(sections, [.. HostSettings.All, .. catalog.Parameters]).Gather().File, ConvertCommand.Schema);
        var mistakes = MistakesIn(text, reader, catalog);
        if (mistakes.Count == 0)
        {
            return (text, []);
        }

        // Which of the services they are about.
        List<string> placed =
        [
            .. conversion.Services.Zip(sections).SelectMany(pair => MistakesIn(FileWriter.Write(Alone(pair.Second), ConvertCommand.Schema), reader, catalog)
                .Select(mistake => $"{pair.First.Place}: {pair.First.Name}: {mistake}")),
        ];
        return (text, placed.Count > 0 ? placed : mistakes);

        ConfigurationFile Alone(FileSection section) => new FileGathering([section], [.. HostSettings.All, .. catalog.Parameters]).Gather().File;
    }

    private static List<string> MistakesIn(string text, FileReader reader, PluginCatalog catalog) =>
        [.. reader.Read(catalog, FileText.Read(Encoding.UTF8.GetBytes(text)), []).Mistakes.Select(mistake => mistake.What)];
}
