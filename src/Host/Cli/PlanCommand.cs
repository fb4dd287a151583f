using LvsPluggable.Host.Checks;
using System.CommandLine;
using LvsPluggable.Host.Director;
using LvsPluggable.Host.Ocf;
using LvsPluggable.Host.Settings;
using LvsPluggable.Host.Threads;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace LvsPluggable.Host.Cli;

/// <summary><c>lvsdr plan</c>: runs sources and checks once and shows the table that would be made.</summary>
internal static class PlanCommand
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

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
        await using var services = Composition.Create(Logs.ForCommand());
        var configuration = services.GetRequiredService<ConfigurationReader>()
            .Read(services.GetRequiredService<InstalledPlugins>().Load(given.Values), given);
        if (configuration is not { Plan: { } plan, Settings: { } settings })
        {
            return Output.Fail(OcfExitCodes.Of(configuration.Refusal), configuration.Mistakes);
        }

        using var threads = new HostThreads();
        var director = new TableDirector(
            new MemoryTable(), new NoServerMemory(), services.GetRequiredService<INeighbours>(), threads, null, _ => { }, services.GetRequiredService<TimeProvider>(), NullLoggerFactory.Instance);
        try
        {
            var atMost = settings.Get(HostParameters.SourceTimeout) + settings.Get(HostParameters.CheckTimeout) + Margin;
            await director.ApplyAsync(plan, [], atMost, termination.Token);
            foreach (var line in PlanText.Lines(director.Services))
            {
                Console.WriteLine(line);
            }

            return (int)OcfExitCode.Success;
        }
        catch (OperationCanceledException) when (termination.Token.IsCancellationRequested)
        {
            return (int)OcfExitCode.GenericError;
        }
        finally
        {
            await director.StopAsync(removeServices: false, CancellationToken.None);
        }
    }
}
