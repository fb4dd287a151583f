using System.CommandLine;
using System.Text;
using System.Xml;
using LvsPluggable.Host.Converting.Pha4pgsql;
using LvsPluggable.Host.Ocf;
using LvsPluggable.Host.Settings;
using LvsPluggable.Host.Settings.Files;
using LvsPluggable.Host.Text;
using Microsoft.Extensions.DependencyInjection;

namespace LvsPluggable.Host.Cli;

/// <summary><c>lvsdr convert pha4pgsql FILE</c>: prints the steps from pha4pgsql's shell agents and scripts to lvsdr and its PostgreSQL plugin.</summary>
internal static class ConvertPha4pgsqlCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "A file with what cibadmin --query or pcs config prints, or - for standard input." };
        var command = new Command("pha4pgsql", "Print the steps from pha4pgsql's shell agents and scripts to lvsdr and its PostgreSQL plugin; nothing is changed.") { file };
        command.SetAction(result => ConvertAsync(result.GetRequiredValue(file)));
        return command;
    }

    private static async Task<int> ConvertAsync(string file)
    {
        using var termination = new Termination();
        try
        {
            return Print(file, Read(await CibInput.ReadAsync(file, termination.Token)));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return Output.Fail(OcfExitCode.NotInstalled, [$"{file} cannot be read: {Words.Of(problem).TrimEnd('.')}."]);
        }
        catch (XmlException wrong)
        {
            return Output.Fail(OcfExitCode.GenericError, [$"{file} should be XML as cibadmin --query prints it, or the text of pcs config: {Words.Of(wrong)}"]);
        }
        catch (OperationCanceledException)
        {
            return (int)OcfExitCode.GenericError;
        }
    }

    // XML begins with a bracket, and nothing that pcs config prints does.
    private static IReadOnlyList<CibResource> Read(Stream input)
    {
        using var reader = new StreamReader(input, Encoding.UTF8, leaveOpen: true);
        var text = reader.ReadToEnd();
        input.Position = 0;
        return text.TrimStart().StartsWith('<') ? Cib.All(input) : PcsConfig.All(text);
    }

    private static int Print(string file, IReadOnlyList<CibResource> resources)
    {
        var steps = Pha4pgsqlSteps.Of(resources);
        if (steps.IsEmpty)
        {
            return Output.Fail(OcfExitCode.GenericError, [$"{file} has no resource ocf:heartbeat:lvsdr or ocf:lvs:lvsdr."]);
        }

        List<string> mistakes = [.. Mistakes(steps)];
        if (mistakes.Count > 0)
        {
            return Output.Fail(OcfExitCode.GenericError, [.. steps.Leftovers, .. mistakes, "So nothing is printed: what was made of it would not be accepted."]);
        }

        Say($"Made by lvsdr convert pha4pgsql {file}: one step at a time. After each everything works; the next one can wait.");
        foreach (var left in steps.Leftovers)
        {
            Say(left);
        }

        foreach (var (step, index) in steps.All().Select((step, index) => (step, index)))
        {
            Terminal.Out.WriteLine("");
            Say($"{index + 1}. {step.Comments[0]}");
            step.Comments.Skip(1).ToList().ForEach(Say);
            step.Commands.ToList().ForEach(Terminal.Out.WriteLine);
        }

        Output.Fail(OcfExitCode.Success, steps.Leftovers);
        return steps.Leftovers.Count > 0 ? ConvertFileCommand.LeftOver : (int)OcfExitCode.Success;
    }

    private static void Say(string line) => Terminal.Out.WriteLine($"# {ConvertText.Indented(line)}");

    // What lvsdr would say against the resources as they are, and as they would be.
    private static IEnumerable<string> Mistakes(Pha4pgsqlSteps steps)
    {
        using var services = Composition.Create(Logs.ForCommand());
        var reader = new FileReader(services.GetRequiredService<PoolReader>());
        var catalog = services.GetRequiredService<InstalledPlugins>().Load(OcfEnvironment.Read(Environment.GetEnvironmentVariables()).Given);
        return steps.Afterwards.SelectMany(pair => MistakesIn(pair.Id, pair.Parameters)).ToList();

        IEnumerable<string> MistakesIn(string id, IReadOnlyDictionary<string, string> parameters)
        {
            var section = new FileSection(id, default);
            foreach (var (name, text) in parameters)
            {
                section.TryAdd(name, text, default);
            }

            var written = FileWriter.Write(new FileGathering([section], [.. HostSettings.All, .. catalog.Parameters]).Gather().File, ConvertCommand.Schema);
            return reader.Read(catalog, FileText.Read(Encoding.UTF8.GetBytes(written)), []).Mistakes.Select(mistake => $"{id}: {mistake.What}");
        }
    }
}
