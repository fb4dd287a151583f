using System.CommandLine;
using LvsPluggable.Host.Cli.Live;
using LvsPluggable.Host.Ocf;
using Microsoft.Extensions.Logging.Abstractions;

namespace LvsPluggable.Host.Cli;

/// <summary><c>lvsdr top</c>: the running instances on a terminal, as they are, with what an operator may do.</summary>
internal static class TopCommand
{
    public static Command Create()
    {
        var instances = new Argument<string[]>("instance") { Description = "Show these instances only.", Arity = ArgumentArity.ZeroOrMore };
        var interval = Interval.Option("How often it looks");
        var command = new Command("top", "Watch virtual services and real servers on a terminal, and drain and undrain them.") { instances, interval };
        command.SetAction(result =>
        {
            try
            {
                var every = Interval.Read(result.GetValue(interval)!);
                return Screen.Missing("lvsdr top") is { } missing
                    ? Task.FromResult(Output.Fail(OcfExitCode.InvalidArguments, [missing]))
                    : ShowAsync(result.GetValue(instances) ?? [], every);
            }
            catch (FormatException mistake)
            {
                return Task.FromResult(Output.Fail(OcfExitCode.InvalidArguments, [mistake.Message]));
            }
        });
        return command;
    }

    private static async Task<int> ShowAsync(IReadOnlyList<string> only, TimeSpan every)
    {
        using var termination = new Termination();
        var time = TimeProvider.System;
        var loop = new LiveLoop(
            new RunningHosts(time, NullLogger.Instance, only),
            only.Count == 0 ? Instances.NoneOf(null) : string.Join(' ', only.Select(Instances.NoneOf)),
            every,
            new LiveDrawing(new Painter(Style.Detect().IsColoured), time),
            time);
        termination.Continue = loop.Renew;
        await loop.RunAsync(termination.Token);
        return (int)OcfExitCode.Success;
    }
}
