using System.CommandLine;
using LvsPluggable.Host.Ocf;
using LvsPluggable.Host.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace LvsPluggable.Host.Cli;

/// <summary>The commands that the OCF agent calls. People may as well.</summary>
internal static class AgentCommands
{
    public static IEnumerable<Command> Create()
    {
        yield return MetaDataCommand();
        yield return ValidateCommand();
        yield return ReloadCommand.Create();
        yield return RemoveCommand.Create();
        yield return AnnounceCommand.Create();
    }

    private static Command MetaDataCommand()
    {
        var parameters = ParameterArgument.Create();
        var agent = new Option<string>("--agent") { Description = "The agent whose meta-data they are.", Hidden = true, DefaultValueFactory = _ => OcfAgent.Director.Name };
        agent.AcceptOnlyFromAmong([.. OcfAgent.All.Select(known => known.Name)]);
        var command = new Command("meta-data", "Print the OCF meta-data, with the parameters of all loaded plugins.") { parameters, agent };
        command.SetAction(result =>
        {
            var given = ParameterArgument.Read(result, parameters);
            if (ParameterArgument.MistakesOfPlugins(given) is { Count: > 0 } mistakes)
            {
                return Output.Fail(OcfExitCode.NotConfigured, mistakes);
            }

            var name = result.GetValue(agent);
            var catalog = Composition.Plugins(Logs.ForCommand).Load(given.Values);
            Terminal.Out.Write(MetaData.Write(OcfAgent.All.Single(known => known.Name == name), [.. HostSettings.All, .. catalog.Parameters]));
            return (int)OcfExitCode.Success;
        });
        return command;
    }

    private static Command ValidateCommand()
    {
        var parameters = ParameterArgument.Create();
        var command = new Command("validate", "Check the parameters and report all mistakes.") { parameters };
        command.SetAction(result =>
        {
            var given = ParameterArgument.Read(result, parameters);
            using var services = Composition.Create(Logs.ForCommand());
            var configuration = services.GetRequiredService<ConfigurationReader>()
                .Read(services.GetRequiredService<InstalledPlugins>().Load(given.Values), given);
            if (configuration.Mistakes.Count > 0)
            {
                // Pacemaker shows the last reason and cuts it, so the whole is there for people first.
                Output.Fail(OcfExitCodes.Of(configuration.Refusal), configuration.Mistakes);
                Output.ExitReason(string.Join(" ", configuration.Mistakes));
            }

            return (int)OcfExitCodes.Of(configuration.Refusal);
        });
        return command;
    }
}
