using System.CommandLine;
using LvsPluggable.Host.Checks;
using LvsPluggable.Host.Director;
using LvsPluggable.Host.Ocf;
using LvsPluggable.Host.Plugins.Loading;
using LvsPluggable.Host.Settings;
using LvsPluggable.Host.Threads;
using LvsPluggable.Host.Trial;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Cli;

/// <summary><c>lvsdr try</c>: runs the sources and checks of a plugin that somebody works at, and shows every call.</summary>
internal static class TryCommand
{
    private static readonly TimeSpan EndDeadline = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        var path = new Argument<string>("path") { Description = "The folder that the plugin's build makes, or its DLL." };
        var parameters = ParameterArgument.Create();
        var once = new Option<bool>("--once") { Description = "Call each source and check once, and end." };
        var command = new Command(
            "try", "Run the sources and checks of a plugin that was built, and show every call, until interrupted. The kernel is not touched.")
        {
            path, parameters, once,
        };
        command.SetAction(result => TryAsync(
            result.GetRequiredValue(path), ParameterArgument.Read(result, parameters), result.GetValue(once)));
        return command;
    }

    private static async Task<int> TryAsync(string path, GivenParameters given, bool isOnce)
    {
        using var termination = new Termination();
        await using var parts = Composition.Create(Logs.ForDeveloper());
        PluginFile file;
        try
        {
            file = BuiltPlugin.Find(path);
        }
        catch (PluginRefusedException refusal)
        {
            return Output.Fail(OcfExitCode.NotInstalled, [$"{path}: {refusal.Message}."]);
        }

        var catalog = parts.GetRequiredService<InstalledPlugins>().Load(given.Values, file);
        var plugins = catalog.Loaded.Where(loaded => loaded.File == file.Path).Select(loaded => loaded.Name).ToHashSet(StringComparer.Ordinal);
        if (plugins.Count == 0)
        {
            // The log has said why.
            return (int)OcfExitCode.NotInstalled;
        }

        if (given.Values.ContainsKey(HostSettings.Config.Name))
        {
            return Output.Fail(OcfExitCode.NotConfigured, [$"{HostSettings.Config.Name} should not be set; lvsdr try takes parameters as they are."]);
        }

        var configuration = parts.GetRequiredService<ConfigurationReader>().Read(catalog, TriedParameters.Completed(given));
        if (configuration.Plan is not { Services: [var service, ..] })
        {
            return Output.Fail(OcfExitCodes.Of(configuration.Refusal), configuration.Mistakes);
        }

        var definition = TriedService.Of(service, plugins);
        if (!TriedService.HasPart(definition, plugins))
        {
            var names = catalog.Loaded.Where(loaded => plugins.Contains(loaded.Name)).SelectMany(loaded => loaded.Parameters).Select(parameter => parameter.Name);
            return Output.Fail(
                OcfExitCode.NotConfigured,
                [$"{string.Join(", ", plugins)} adds neither a source nor a check with these parameters; it has {string.Join(", ", names.DefaultIfEmpty("none"))}."]);
        }

        return await RunAsync(definition, isOnce, parts, termination.Token);
    }

    private static async Task<int> RunAsync(ServiceDefinition definition, bool isOnce, ServiceProvider parts, CancellationToken stopping)
    {
        using var threads = new HostThreads();
        var style = Style.Detect();
        var run = new TrialRun(
            definition,
            isOnce,
            parts.GetRequiredService<INeighbours>(),
            parts.GetRequiredService<TimeProvider>(),
            parts.GetRequiredService<ILoggerFactory>().CreateLogger("try"),
            call => Terminal.Out.WriteLine(TrialText.Line(call, style)));
        var running = threads.Run(() => run.RunAsync(stopping));

        // What ignores its deadlines is ended with the process. Each call has its own; this is about the time after the last one.
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = stopping.UnsafeRegister(_ => stopped.TrySetResult(), null);
        await Task.WhenAny(running, stopped.Task);
        var ended = await Task.WhenAny(running, Task.Delay(EndDeadline, CancellationToken.None)) == running
            ? await running
            : [$"Not everything ended within {EndDeadline.TotalSeconds} s."];
        List<string> problems = [.. TrialText.Problems(run.Last, definition), .. ended];
        return problems.Count == 0 ? (int)OcfExitCode.Success : Output.Fail(OcfExitCode.GenericError, problems);
    }
}
