using System.CommandLine;
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
        var instance = Instances.Argument("Show this instance only.");
        var command = new Command("status", "Show each running instance: its real servers, weights, health and problems.") { instance, json };
        command.SetAction((result, cancellationToken) => ShowAsync(result.GetValue(instance), result.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> ShowAsync(string? only, bool asJson, CancellationToken cancellationToken)
    {
        var states = Instances.Find(only);
        var statuses = new List<HostStatus>();
        var silent = new List<string>();
        foreach (var state in states)
        {
            try
            {
                statuses.Add(await AskAsync(state, cancellationToken));
            }
            catch (Exception problem) when (ControlClient.IsSilence(problem))
            {
                silent.Add($"{state.Instance} does not answer: {Words.Of(problem)}");
            }
        }

        Print(statuses, asJson);
        if (only is not null && states.Count == 0)
        {
            silent.Add(Instances.NoneOf(only));
        }
        else if (states.Count == 0 && !asJson)
        {
            Terminal.Out.WriteLine(Instances.NoneOf(only));
        }

        return silent.Count == 0 ? (int)OcfExitCode.Success : Output.Fail(OcfExitCode.GenericError, silent);
    }

    /// <summary>How a running host is.</summary>
    /// <exception cref="IOException">It answers, but not that; what else <see cref="ControlClient.IsSilence"/> knows says that it does not answer.</exception>
    internal static async Task<HostStatus> AskAsync(StateDirectory state, CancellationToken cancellationToken)
    {
        var answer = await ControlClient.AskAsync(
            state.ControlSocket, new ControlRequest { Command = ControlRequest.StatusCommand }, Deadline, cancellationToken);
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
