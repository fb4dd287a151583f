using System.CommandLine;
using System.Net.Sockets;
using LvsPluggable.Host.Hosting;
using LvsPluggable.Host.Ocf;
using LvsPluggable.Host.Settings;
using LvsPluggable.Host.Text;
using Microsoft.Extensions.DependencyInjection;

namespace LvsPluggable.Host.Cli;

/// <summary>The commands that the OCF agent calls. People may as well.</summary>
internal static class AgentCommands
{
    // Where Pacemaker does not say how long a reload may take.
    private static readonly TimeSpan ReloadDeadline = TimeSpan.FromSeconds(60);

    public static IEnumerable<Command> Create()
    {
        yield return MetaDataCommand();
        yield return ValidateCommand();
        yield return ReloadCommand();
        yield return RemoveCommand.Create();
    }

    private static Command MetaDataCommand()
    {
        var command = new Command("meta-data", "Print the OCF meta-data, with the parameters of all loaded plugins.");
        command.SetAction(_ =>
        {
            var catalog = Composition.Plugins(Logs.ForCommand).Load(OcfEnvironment.Read(Environment.GetEnvironmentVariables()).Given);
            Terminal.Out.Write(MetaData.Write([.. HostSettings.All, .. catalog.Parameters]));
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

    private static Command ReloadCommand()
    {
        var state = StateOption();
        var command = new Command("reload", "Apply the environment's parameters to a running host.") { state };
        command.SetAction(async result =>
        {
            var directory = new StateDirectory(result.GetRequiredValue(state));
            var environment = OcfEnvironment.Read(Environment.GetEnvironmentVariables());
            using var termination = new Termination();
            try
            {
                var answer = await ControlClient.AskAsync(
                    directory.ControlSocket,
                    new ControlRequest
                    {
                        Command = ControlRequest.ReloadCommand,
                        Parameters = environment.Given,
                        AtMost = environment.ActionTimeout,
                    },
                    environment.ActionTimeout ?? ReloadDeadline,
                    termination.Token);
                if (answer.Problem is not null)
                {
                    Output.ExitReason(answer.Problem);
                }

                // The service goes on as it was; an error here would be taken for a failed start.
                return (int)OcfExitCode.Success;
            }
            catch (Exception problem) when (problem is SocketException or IOException or TimeoutException or OperationCanceledException)
            {
                Output.ExitReason($"the host does not answer: {Words.Of(problem)}");
                return (int)OcfExitCode.GenericError;
            }
        });
        return command;
    }

    private static Option<string> StateOption() =>
        new("--state") { Description = "The state directory of the instance.", Required = true };
}
