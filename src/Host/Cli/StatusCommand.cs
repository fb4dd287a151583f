using System.CommandLine;
using System.Net.Sockets;
using System.Text.Json;
using LvsPluggable.Host.Director.Status;
using LvsPluggable.Host.Hosting;
using LvsPluggable.Host.Ocf;
using LvsPluggable.Host.Text;

namespace LvsPluggable.Host.Cli;

/// <summary><c>lvsdr status</c>: shows every running instance.</summary>
internal static class StatusCommand
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print JSON: a list with an object for each instance." };
        var instance = new Argument<string?>("instance")
        {
            Description = "Show this instance only.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("status", "Show each running instance: its real servers, weights, health and problems.") { instance, json };
        command.SetAction(result => ShowAsync(result.GetValue(instance), result.GetValue(json)));
        return command;
    }

    private static async Task<int> ShowAsync(string? only, bool asJson)
    {
        var root = OcfEnvironment.Read(Environment.GetEnvironmentVariables()).StateRoot;
        var directories = StateDirectory.FindAll(root).Where(state => only is null || state.Instance == only).ToList();
        var statuses = new List<HostStatus>();
        var silent = new List<string>();
        foreach (var state in directories)
        {
            try
            {
                statuses.Add(await AskAsync(state));
            }
            catch (Exception problem) when (problem is SocketException or IOException or OperationCanceledException or UnauthorizedAccessException)
            {
                silent.Add($"{state.Instance} does not answer: {Words.Of(problem)}");
            }
        }

        Print(statuses, asJson);
        if (only is not null && directories.Count == 0)
        {
            silent.Add($"No instance named {only} runs here.");
        }
        else if (directories.Count == 0 && !asJson)
        {
            Terminal.Out.WriteLine("No instance of lvsdr runs here.");
        }

        return silent.Count == 0 ? (int)OcfExitCode.Success : Output.Fail(OcfExitCode.GenericError, silent);
    }

    private static async Task<HostStatus> AskAsync(StateDirectory state)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        var answer = await ControlClient.AskAsync(
            state.ControlSocket, new ControlRequest { Command = ControlRequest.StatusCommand }, deadline.Token);
        return answer.Status ?? throw new IOException(answer.Problem ?? "the host gave no status");
    }

    private static void Print(List<HostStatus> statuses, bool asJson)
    {
        if (asJson)
        {
            Terminal.Out.WriteLine(JsonSerializer.Serialize(statuses, ControlJson.Default.IReadOnlyListHostStatus));
            return;
        }

        var style = Style.Detect();
        foreach (var status in statuses)
        {
            foreach (var line in StatusText.Lines(status, style, TimeProvider.System))
            {
                Terminal.Out.WriteLine(line);
            }

            Terminal.Out.WriteLine();
        }
    }
}
