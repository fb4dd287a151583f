using System.CommandLine;
using System.Text.Json;
using LvsPluggable.Host.Cli.Live;
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
        var watch = new Option<bool>("--watch") { Description = "Show it again and again, until it is interrupted." };
        var interval = Interval.Option("With --watch: how often");
        var command = new Command("status", "Show each running instance: its real servers, weights, health and problems.") { instance, json, watch, interval };
        command.SetAction((result, cancellationToken) =>
        {
            var (only, asJson) = (result.GetValue(instance), result.GetValue(json));
            try
            {
                var every = Interval.Read(result.GetValue(interval)!);
                return result.GetValue(watch) ? WatchAsync(only, asJson, every)
                    : result.GetResult(interval) is { Implicit: false }
                        ? Task.FromResult(Output.Fail(OcfExitCode.InvalidArguments, ["--interval should be given together with --watch only."]))
                    : ShowAsync(only, asJson, cancellationToken);
            }
            catch (FormatException mistake)
            {
                return Task.FromResult(Output.Fail(OcfExitCode.InvalidArguments, [mistake.Message]));
            }
        });
        return command;
    }

    private static async Task<int> WatchAsync(string? only, bool asJson, TimeSpan every)
    {
        await StatusWatch.RunAsync(
            async cancellationToken =>
            {
                var (statuses, silent, isFound) = await LookAsync(only, cancellationToken);
                return [.. Lines(statuses, asJson), .. asJson ? [] : silent, .. isFound || asJson ? [] : (string[])[Instances.NoneOf(only)]];
            },
            every,
            isScreen: !asJson && Screen.Missing("") is null);
        return (int)OcfExitCode.Success;
    }

    private static async Task<int> ShowAsync(string? only, bool asJson, CancellationToken cancellationToken)
    {
        var (statuses, silent, isFound) = await LookAsync(only, cancellationToken);
        foreach (var line in Lines(statuses, asJson))
        {
            Terminal.Out.WriteLine(line);
        }

        if (only is not null && !isFound)
        {
            silent.Add(Instances.NoneOf(only));
        }
        else if (!isFound && !asJson)
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

    private static async Task<(List<HostStatus> Statuses, List<string> Silent, bool IsFound)> LookAsync(string? only, CancellationToken cancellationToken)
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

        return (statuses, silent, states.Count > 0);
    }

    private static IEnumerable<string> Lines(List<HostStatus> statuses, bool asJson)
    {
        if (asJson)
        {
            return [JsonSerializer.Serialize(statuses, ControlJson.Default.IReadOnlyListHostStatus)];
        }

        var style = Style.Detect();
        return statuses.SelectMany(status => StatusText.Lines(status, style, TimeProvider.System).Append(""));
    }
}
