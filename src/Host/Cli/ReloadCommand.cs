using System.CommandLine;
using System.Net.Sockets;
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
        var states = Instances.Find(only);
        if (states.Count == 0)
        {
            return Output.Fail(OcfExitCode.GenericError, [Instances.NoneOf(only)]);
        }

        using var termination = new Termination();
        var problems = new List<string>();
        foreach (var state in states)
        {
            try
            {
                var request = new ControlRequest { Command = ControlRequest.ReloadCommand };
                if ((await ControlClient.AskAsync(state.ControlSocket, request, Deadline, termination.Token)).Problem is { } problem)
                {
                    problems.Add($"{state.Instance} goes on as before: {problem}");
                }
            }
            catch (Exception problem) when (IsSilence(problem))
            {
                problems.Add($"{state.Instance} does not answer: {Words.Of(problem)}");
            }
        }

        return problems.Count == 0 ? (int)OcfExitCode.Success : Output.Fail(OcfExitCode.GenericError, problems);
    }

    private static async Task<int> TakeEnvironmentAsync(StateDirectory state)
    {
        var environment = OcfEnvironment.Read(Environment.GetEnvironmentVariables());
        using var termination = new Termination();
        try
        {
            var answer = await ControlClient.AskAsync(
                state.ControlSocket,
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

    private static bool IsSilence(Exception problem) => problem is SocketException or IOException or TimeoutException or OperationCanceledException;
}
