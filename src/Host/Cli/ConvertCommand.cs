using System.CommandLine;
using System.Text;
using System.Xml;
using LvsPluggable.Host.Ocf;
using LvsPluggable.Host.Settings;
using LvsPluggable.Host.Settings.Files;
using LvsPluggable.Host.Text;
using Microsoft.Extensions.DependencyInjection;

namespace LvsPluggable.Host.Cli;

/// <summary><c>lvsdr convert</c>: prints the configuration file of the services that a cluster's resources have.</summary>
internal static class ConvertCommand
{
    /// <summary>Where the schema of configuration files is installed.</summary>
    public const string Schema = "file:///usr/share/lvsdr/lvsdr.schema.json";

    public static Command Create()
    {
        var cib = new Argument<string?>("cib")
        {
            Description = "A file with what cibadmin --query prints, or - for standard input; when left out, cibadmin is asked.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("convert", "Print the configuration file of the services that a cluster's resources, or another director's file, have; nothing is changed.") { cib };
        foreach (var program in ConvertFileCommand.Create())
        {
            command.Subcommands.Add(program);
        }

        command.Subcommands.Add(ConvertPha4pgsqlCommand.Create());

        command.SetAction(result => ConvertAsync(result.GetValue(cib)));
        return command;
    }

    private static async Task<int> ConvertAsync(string? file)
    {
        using var termination = new Termination();
        var name = file switch { null => "The CIB", CibInput.StandardInput => "Standard input", _ => file };
        IReadOnlyList<CibResource> found;
        try
        {
            found = Cib.Resources(await CibInput.ReadAsync(file, termination.Token));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            var code = problem is FileNotFoundException or DirectoryNotFoundException ? OcfExitCode.NotInstalled : OcfExitCode.GenericError;
            return Output.Fail(code, [$"{name} cannot be read: {Words.Of(problem).TrimEnd('.')}."]);
        }
        catch (XmlException wrong)
        {
            return Output.Fail(OcfExitCode.GenericError, [$"{name} should be XML as cibadmin --query prints it: {Words.Of(wrong)}"]);
        }
        catch (OperationCanceledException)
        {
            return (int)OcfExitCode.GenericError;
        }

        var converted = found.Where(resource => resource.Given.ContainsKey(HostSettings.Config.Name)).ToList();
        List<CibResource> resources = [.. found.Except(converted)];
        if (resources.Count > 0)
        {
            return Print(resources, converted);
        }

        var none = $"{name} has no resource ocf:lvs:lvsdr or ocf:heartbeat:lvsdr that could be converted.";
        return Output.Fail(OcfExitCode.GenericError, [none, .. ConvertText.Notes([], converted, new Dictionary<string, string>(StringComparer.Ordinal))]);
    }

    private static int Print(List<CibResource> resources, List<CibResource> converted)
    {
        using var services = Composition.Create(Logs.ForCommand());
        var catalog = services.GetRequiredService<InstalledPlugins>().Load(PluginsOf(resources));
        var gathered = new FileGathering([.. resources.Select(Section)], [.. HostSettings.All, .. catalog.Parameters]).Gather();
        List<string> notes = [.. ConvertText.Notes(resources, converted, gathered.Beside)];
        List<string> comments = [.. ConvertText.Comments(resources, gathered.Beside, [.. notes, .. gathered.Differences])];
        var text = FileWriter.Write(gathered.File, Schema);
        comments.ForEach(Terminal.Out.WriteLine);
        Terminal.Out.Write(text);

        var read = new FileReader(services.GetRequiredService<PoolReader>()).Read(catalog, FileText.Read(Encoding.UTF8.GetBytes(text)), []);
        var mistakes = read.Mistakes.Select(mistake => ConvertText.Mistake(mistake, comments.Count));
        var isRight = gathered.Differences.Count + read.Mistakes.Count == 0;
        return Output.Fail(isRight ? OcfExitCode.Success : OcfExitCode.GenericError, [.. notes, .. gathered.Differences, .. mistakes]);
    }

    // Those that the environment names, else those that the resources have.
    private static IReadOnlyDictionary<string, string> PluginsOf(List<CibResource> resources)
    {
        var given = OcfEnvironment.Read(Environment.GetEnvironmentVariables()).Given;
        return given.ContainsKey(HostSettings.PluginPath.Name)
            ? given
            : resources.Find(resource => resource.Given.ContainsKey(HostSettings.PluginPath.Name))?.Given ?? given;
    }

    private static FileSection Section(CibResource resource)
    {
        var section = new FileSection(resource.Id, default);
        foreach (var (name, text) in resource.Given)
        {
            section.TryAdd(name, text, default);
        }

        return section;
    }
}
