using System.CommandLine;
using LvsPluggable.Host.Hosting;
using LvsPluggable.Host.Ocf;
using LvsPluggable.Host.Text;

namespace LvsPluggable.Host.Cli;

/// <summary><c>lvsdr restart --adopt</c>: puts a new host over the table of a running one, for example after an upgrade.</summary>
internal static class RestartCommand
{
    private static readonly TimeSpan AnswerDeadline = TimeSpan.FromSeconds(10);

    // As long as the agent's supervisor gives a host to its first heartbeat.
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(120);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    public static Command Create()
    {
        var adopt = new Option<bool>("--adopt") { Description = "Take the table over as it is; no connection is cut." };
        var instance = Instances.Argument("Restart this instance only.");
        var command = new Command("restart", "Put a new host over the table of each running one; cuts no connection.") { instance, adopt };
        command.SetAction(async (result, cancellationToken) => result.GetValue(adopt)
            ? await RestartAsync(result.GetValue(instance), cancellationToken)
            : Output.Fail(
                OcfExitCode.InvalidArguments,
                ["restart wants --adopt, which cuts nothing; a restart that ends the service is \"pcs resource restart\"."]));
        return command;
    }

    private static Task<int> RestartAsync(string? only, CancellationToken cancellationToken) => Instances.AskEachAsync(
        only,
        async state =>
        {
            var former = state.FindHost();
            if (await TakeOverAsync(state, cancellationToken) is { } problem)
            {
                return $"{state.Instance} is not restarted: {problem}.";
            }

            Terminal.Out.WriteLine($"{state.Instance}: process {state.FindHost()} has taken over from process {former}.");
            return null;
        });

    /// <summary>Puts a new host over the table of one that runs, and waits until it answers.</summary>
    /// <returns>Why there is none; null when there is.</returns>
    public static async Task<string?> TakeOverAsync(StateDirectory state, CancellationToken cancellationToken)
    {
        try
        {
            var former = state.FindHost();
            if (await AskAsync(state, ControlRequest.HandOverCommand, cancellationToken) is { } problem)
            {
                return problem;
            }

            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            deadline.CancelAfter(StartDeadline);
            await AwaitNextAsync(state, former, deadline.Token);
            return null;
        }
        catch (Exception problem) when (ControlClient.IsSilence(problem))
        {
            return $"the host does not answer, {Words.Of(problem)}";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"no new host answers within {StartDeadline.TotalSeconds:0} s; \"lvsdr status\" and the log say more";
        }
    }

    private static async Task AwaitNextAsync(StateDirectory state, int? former, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (state.FindHost() is { } host && host != former && await AnswersAsync(state, cancellationToken))
            {
                return;
            }

            await Task.Delay(Look, TimeProvider.System, cancellationToken);
        }
    }

    private static async Task<bool> AnswersAsync(StateDirectory state, CancellationToken cancellationToken)
    {
        try
        {
            return await AskAsync(state, ControlRequest.StatusCommand, cancellationToken) is null;
        }
        catch (Exception problem) when (ControlClient.IsSilence(problem))
        {
            return false;
        }
    }

    private static async Task<string?> AskAsync(StateDirectory state, string command, CancellationToken cancellationToken)
    {
        var request = new ControlRequest { Command = command };
        return (await ControlClient.AskAsync(state.ControlSocket, request, AnswerDeadline, cancellationToken)).Problem;
    }
}
