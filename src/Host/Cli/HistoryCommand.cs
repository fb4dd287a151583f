using System.CommandLine;
using LvsPluggable.Host.History;
using LvsPluggable.Host.Notices;
using LvsPluggable.Host.Ocf;

namespace LvsPluggable.Host.Cli;

/// <summary><c>lvsdr history</c>: what happened.</summary>
internal static class HistoryCommand
{
    public static Command Create()
    {
        var server = new Argument<string?>("server")
        {
            Description = "What is about this real server only: its name or address, with its port or without.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var since = new Option<string?>("--since") { Description = "From then on: 1h (ago), 14:03, or a date and a time.", HelpName = "time" };
        var until = new Option<string?>("--until") { Description = "Until then.", HelpName = "time" };
        var instance = Histories.Instance();
        var json = new Option<bool>("--json") { Description = "Print JSON: an object a line for each event." };
        var command = new Command("history", "Show what happened: every change of real servers, of parameters and of the host, with its reason.")
        {
            server, since, until, instance, json,
        };
        command.SetAction((result, cancellationToken) =>
        {
            try
            {
                var time = TimeProvider.System;
                var from = result.GetValue(since) is { } text ? Moment.Read("--since", text, time) : DateTimeOffset.MinValue;
                var to = result.GetValue(until) is { } end ? Moment.Read("--until", end, time) : DateTimeOffset.MaxValue;
                return ShowAsync(result.GetValue(server), result.GetValue(instance), from, to, result.GetValue(json), cancellationToken);
            }
            catch (FormatException mistake)
            {
                return Task.FromResult(Output.Fail(OcfExitCode.InvalidArguments, [mistake.Message]));
            }
        });
        return command;
    }

    private static Task<int> ShowAsync(
        string? server, string? only, DateTimeOffset from, DateTimeOffset to, bool asJson, CancellationToken cancellationToken) =>
        Histories.ShowEachAsync(only, async (instance, history) =>
        {
            if (server is not null && !history.Any(notice => ServerName.Means(server, notice)))
            {
                return [Histories.Unknown(instance, server, history)];
            }

            IReadOnlyList<Notice> shown =
            [
                .. history.Where(notice => notice.Time >= from && notice.Time <= to && (server is null || ServerName.Means(server, notice))),
            ];
            if (asJson)
            {
                foreach (var notice in shown)
                {
                    Terminal.Out.WriteLine(HistoryLine.Write(notice));
                }

                return [];
            }

            var style = Style.Detect();
            Terminal.Out.WriteLine($"{style.Strong(instance)}:{(shown.Count == 0 ? " nothing happened then" : "")}");
            foreach (var line in HistoryText.Rows(shown, 2, style, TimeProvider.System))
            {
                Terminal.Out.WriteLine(line);
            }

            await FormerNodes.SayAsync(instance, history, from, cancellationToken);
            return [];
        });
}
