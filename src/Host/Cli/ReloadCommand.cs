using System.CommandLine;
using LvsPluggable.Host.Hosting;
using LvsPluggable.Host.Ocf;
using LvsPluggable.Host.Text;

namespace LvsPluggable.Host.Cli;

/// <summary><c>lvsdr reload</c>: has a running host read its configuration anew, or take the environment's parameters.</summary>
internal static class ReloadCommand
{
    // Where Pacemaker does not say how long it may take.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    public static Command Create()
    {
        var instance = Instances.Argument("Have this instance reload only.");
        var state = new Option<string?>("--state")
        {
            Description = "The state directory of an instance, which is to take the environment's parameters; the agent says so.",
            Hidden = true,
        };
        var command = new Command("reload", "Have each running host read its configuration file anew; cuts no connection.") { instance, state };
        command.SetAction(result => result.GetValue(state) is { } folder
            ? TakeEnvironmentAsync(new StateDirectory(folder))
            : ReadAnewAsync(result.GetValue(instance)));
        return command;
    }

    private static async Task<int> ReadAnewAsync(string? only)
    {
        using var termination = new Termination();
        var request = new ControlRequest { Command = ControlRequest.ReloadCommand };
        return await Instances.AskEachAsync(only, async state =>
        {
            try
            {
                var answer = await AskAsync(state, request, Deadline, termination.Token);
                return answer.Problem is { } problem ? $"{state.Instance} goes on as before: {problem}" : null;
            }
            catch (Exception problem) when (IsSilence(problem))
            {
                return $"{state.Instance} does not answer: {Words.Of(problem)}";
            }
        });
    }

    private static async Task<int> TakeEnvironmentAsync(StateDirectory state)
    {
        var environment = OcfEnvironment.Read(Environment.GetEnvironmentVariables());
        using var termination = new Termination();
        try
        {
            var answer = await AskAsync(
                state,
                new ControlRequest
                {
                    Command = ControlRequest.ReloadCommand,
                    Parameters = environment.Given,
                    AtMost = environment.ActionTimeout,
                },
                environment.ActionTimeout ?? Deadline,
                termination.Token);
            if (answer.Problem is not null)
            {
                Output.ExitReason(answer.Problem);
            }

            // The service goes on as it was; an error here would be taken for a failed start.
            return (int)OcfExitCode.Success;
        }
        catch (Exception problem) when (IsSilence(problem))
        {
            Output.ExitReason($"the host does not answer: {Words.Of(problem)}");
            return (int)OcfExitCode.GenericError;
        }
    }

    // What a plugin that has changed on the disk may know, another host has to be started for, over the table of the one that runs.
    private static async Task<ControlAnswer> AskAsync(StateDirectory state, ControlRequest request, TimeSpan deadline, CancellationToken cancellationToken)
    {
        var answer = await ControlClient.AskAsync(state.ControlSocket, request, deadline, cancellationToken);
        return answer.WantsRestart && await RestartCommand.TakeOverAsync(state, cancellationToken) is null
            ? await ControlClient.AskAsync(state.ControlSocket, request, deadline, cancellationToken)
            : answer;
    }

    // Who ends the command does not wait for the answer.
    private static bool IsSilence(Exception problem) => ControlClient.IsSilence(problem) || problem is OperationCanceledException;
}
