using System.CommandLine;
using LvsPluggable.Host.History;
using LvsPluggable.Host.Ocf;

namespace LvsPluggable.Host.Cli;

/// <summary><c>lvsdr explain</c>: why a real server is what it is, or was.</summary>
internal static class ExplainCommand
{
    private static readonly TimeSpan Around = TimeSpan.FromMinutes(5);

    public static Command Create()
    {
        var server = new Argument<string>("server") { Description = "The real server's name or address, with its port or without." };
        var at = new Option<string?>("--at")
        {
            Description = "When: 10m (ago), 14:03, or a date and a time (default: now).",
            HelpName = "time",
        };
        var instance = Histories.Instance();
        var command = new Command("explain", "Tell what a real server was at a time, since when and why, and what happened around it.")
        {
            server, at, instance,
        };
        command.SetAction((result, cancellationToken) =>
        {
            try
            {
                var moment = result.GetValue(at) is { } text ? Moment.Read("--at", text, TimeProvider.System) : TimeProvider.System.GetUtcNow();
                return ShowAsync(result.GetRequiredValue(server), result.GetValue(instance), moment, cancellationToken);
            }
            catch (FormatException mistake)
            {
                return Task.FromResult(Output.Fail(OcfExitCode.InvalidArguments, [mistake.Message]));
            }
        });
        return command;
    }

    private static async Task<int> ShowAsync(string server, string? only, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var isKnown = false;
        var unknown = new List<string>();
        var code = await Histories.ShowEachAsync(only, async (instance, history) =>
        {
            var explanations = Explanation.Of(history, server, at, Around);
            foreach (var line in explanations.SelectMany(each => ExplanationText.Lines(instance, each, at, Style.Detect(), TimeProvider.System)))
            {
                Terminal.Out.WriteLine(line);
            }

            if (explanations.Count == 0)
            {
                unknown.Add(Histories.Unknown(instance, server, history));
                return [];
            }

            isKnown = true;
            await FormerNodes.SayAsync(instance, history, at - Around, cancellationToken);
            return [];
        });

        // Of several instances, that one does not know the server is no news.
        return code == 0 && !isKnown ? Output.Fail(OcfExitCode.GenericError, unknown) : code;
    }
}
