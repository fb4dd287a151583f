using System.CommandLine;
using LvsPluggable.Host.Checks;
using LvsPluggable.Host.Director;
using LvsPluggable.Host.Hosting;
using LvsPluggable.Host.Ocf;
using LvsPluggable.Host.Settings;
using LvsPluggable.Host.Threads;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace LvsPluggable.Host.Cli;

/// <summary><c>lvsdr plan</c>: runs sources and checks once and shows the table that would be made.</summary>
internal static class PlanCommand
{
    private static readonly TimeSpan EndDeadline = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        var parameters = ParameterArgument.Create();
        var command = new Command(
            "plan", "Run sources and checks once; print the table they make, and why each real server is in or out. The kernel is not touched.")
        {
            parameters,
        };
        command.SetAction(result => PlanAsync(ParameterArgument.Read(result, parameters)));
        return command;
    }

    private static async Task<int> PlanAsync(GivenParameters given)
    {
        using var termination = new Termination();
        await using var parts = Composition.Create(Logs.ForCommand());
        var configuration = parts.GetRequiredService<ConfigurationReader>()
            .Read(parts.GetRequiredService<InstalledPlugins>().Load(given.Values), given);
        if (configuration.Plan is not { } plan)
        {
            return Output.Fail(OcfExitCodes.Of(configuration.Refusal), configuration.Mistakes);
        }

        using var threads = new HostThreads();
        var director = new TableDirector(
            new MemoryTable(), new NoServerMemory(), parts.GetRequiredService<INeighbours>(), threads, null, _ => { },
            parts.GetRequiredService<TimeProvider>(), NullLoggerFactory.Instance);
        try
        {
            await director.ApplyAsync(plan, [], FirstSynchronisation.Bound(plan, action: null), termination.Token);
            var services = director.Running.Statuses;
            foreach (var line in PlanText.Lines(services))
            {
                Terminal.Out.WriteLine(line);
            }

            var problems = PlanText.Problems(services).ToList();
            return problems.Count == 0 ? (int)OcfExitCode.Success : Output.Fail(OcfExitCode.GenericError, problems);
        }
        catch (OperationCanceledException) when (termination.Token.IsCancellationRequested)
        {
            return (int)OcfExitCode.GenericError;
        }
        finally
        {
            // A plugin that does not let go is ended with the process.
            using var deadline = new CancellationTokenSource(EndDeadline);
            await ((Task)director.StopAsync(() => false, deadline.Token))
                .WaitAsync(deadline.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
