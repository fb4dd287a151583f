using System.CommandLine;
using LvsPluggable.Host.Checks;
using LvsPluggable.Host.Cli.Logging;
using LvsPluggable.Host.History;
using LvsPluggable.Host.Hosting;
using LvsPluggable.Host.Ipvs;
using LvsPluggable.Host.Ocf;
using LvsPluggable.Host.Settings;
using LvsPluggable.Host.Threads;
using LvsPluggable.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Cli;

/// <summary><c>lvsdr run</c>: the resident host, started by the agent or, in the foreground, by a person.</summary>
internal static class RunCommand
{
    // EX_TEMPFAIL of sysexits.h; the units make systemd start another host then.
    private const int HandedOver = 75;

    public static Command Create()
    {
        var parameters = ParameterArgument.Create();
        var state = new Option<string?>("--state") { Description = "The state directory; the agent gives it.", Hidden = true };
        var notify = new Option<int?>("--notify-fd") { Description = "The descriptor on which start is answered.", Hidden = true };
        var resume = new Option<bool>("--resume")
        {
            Description = "Take over with the parameters that were in force last; the agent's supervisor says so after a crash.",
            Hidden = true,
        };
        var instance = new Option<string?>("--instance")
        {
            Description = "The name under which the host is shown and logs (default: the resource instance, else vip-port, fwmark-N or the name of the file).",
        };
        var config = new Option<string?>("--config") { Description = "A configuration file of many services, in place of parameters.", HelpName = "file" };
        var command = new Command("run", "Run the director in the foreground, until it is interrupted; then the virtual service is removed.")
        {
            parameters, config, instance, state, notify, resume,
        };
        command.SetAction(async result =>
        {
            try
            {
                using var notifier = new ReadyNotifier(result.GetValue(notify));
                return await RunAsync(
                    WithFile(ParameterArgument.Read(result, parameters), result.GetValue(config)),
                    result.GetValue(state),
                    result.GetValue(instance),
                    result.GetValue(resume),
                    notifier);
            }
            catch (ArgumentException) when (result.GetValue(notify) is { } descriptor)
            {
                return Output.Fail(OcfExitCode.InvalidArguments, [$"--notify-fd={descriptor} should be an open descriptor."]);
            }
        });
        return command;
    }

    private static GivenParameters WithFile(GivenParameters given, string? file) => file is null
        ? given
        : given with
        {
            Values = new Dictionary<string, string>(given.Values, StringComparer.Ordinal) { [HostSettings.Config.Name] = Path.GetFullPath(file) },
        };

    private static async Task<int> RunAsync(
        GivenParameters given, string? folder, string? name, bool resume, ReadyNotifier notifier)
    {
        var environment = OcfEnvironment.Read(Environment.GetEnvironmentVariables());
        var isForeground = folder is null;
        if (TakeState(given, folder, name, environment) is not { } state)
        {
            return (int)OcfExitCode.GenericError;
        }

        if (!isForeground)
        {
            Terminal.Silence();
        }

        HeapLimit.Watch();
        using var termination = new Termination();
        using var log = new ResidentLog(state.Instance, isForeground, LogParameters.Read(given.Values));
        await using var services = Composition.Create(Logs.Configuration().WriteTo.Sink(log).CreateLogger());
        using var threads = new HostThreads();
        using var memory = new ServerMemory(
            MemoryFolder.Path,
            state.Instance,
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILoggerFactory>().CreateLogger("memory"));
        var pastEvents = new HistoryFiles(MemoryFolder.Path, state.Instance);
        using var history = new HistoryWriter(
            pastEvents.Append,
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILoggerFactory>().CreateLogger("history"));
        // The agent's host inherits what Pacemaker's own service manager says, which is not meant for it.
        using var manager = ServiceManager.Take(
            isForeground,
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILoggerFactory>().CreateLogger("service manager"));
        var resident = NewResident(state, memory, new OrderFile(MemoryFolder.Path, state.Instance), history, pastEvents, threads, services, manager, log);
        using var export = MetricExport.Begin(state.Instance, resident.Metrics, services.GetRequiredService<ILoggerFactory>().CreateLogger("otlp"));
        if (given.Values.ContainsKey(HostSettings.Config.Name))
        {
            // Nobody waits for it: the log and the status say what came of it.
            termination.HangUp = () => _ = resident.ReloadAsync(termination.Token);
        }

        termination.Continue = () => _ = resident.DirectAsync(termination.Token);
        var (code, reason) = await resident.RunAsync(
            given, resume, resume ? null : environment.ActionTimeout, notifier, termination.Token);
        if (!isForeground)
        {
            Part(state, code, reason, resume, termination.Token.IsCancellationRequested);
        }
        else if (resident.IsHandingOver && !termination.Token.IsCancellationRequested)
        {
            return HandedOver;
        }
        else
        {
            state.Delete();
        }

        return (int)code;
    }

    // Null where it was said why there is none.
    private static StateDirectory? TakeState(GivenParameters given, string? folder, string? name, OcfEnvironment environment)
    {
        try
        {
            if (folder is not null)
            {
                return new StateDirectory(folder);
            }

            var state = StateDirectory.Of(environment.StateRoot, name ?? ForegroundName(given.Values));
            if (state.FindHost() is { } other)
            {
                Output.Fail(OcfExitCode.GenericError, [$"Instance {state.Instance} is running already, as process {other}."]);
                return null;
            }

            state.Create();
            state.WritePid();
            return state;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException)
        {
            Output.Fail(OcfExitCode.GenericError, [$"The state directory cannot be made: {problem.Message}"]);
            return null;
        }
    }

    private static void Part(StateDirectory state, OcfExitCode code, string reason, bool resume, bool isAskedTo)
    {
        if (code == OcfExitCode.Success && isAskedTo)
        {
            Tell(state);
        }
        else if (resume && code != OcfExitCode.Success)
        {
            // Nobody waits for this start; the supervisor reads what was printed last.
            Output.Fail(code, [OneLine.Of(reason)]);
        }
    }

    // Where stop has removed the folder, nobody needs to be told.
    private static void Tell(StateDirectory state)
    {
        try
        {
            state.WriteEnded();
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
        }
    }

    private static Resident NewResident(
        StateDirectory state,
        ServerMemory memory,
        OrderFile orders,
        HistoryWriter history,
        HistoryFiles pastEvents,
        HostThreads threads,
        ServiceProvider services,
        ServiceManager manager,
        ResidentLog log) => new(
        state,
        memory,
        orders,
        history,
        pastEvents,
        services.GetRequiredService<INeighbours>(),
        services.GetRequiredService<IIpvsClient>(),
        services.GetRequiredService<IIpvsSettings>(),
        threads,
        services.GetRequiredService<InstalledPlugins>(),
        services.GetRequiredService<ConfigurationReader>(),
        manager,
        given => log.Use(LogParameters.Read(given)),
        services.GetRequiredService<TimeProvider>(),
        services.GetRequiredService<ILoggerFactory>());

    private static string ForegroundName(IReadOnlyDictionary<string, string> given) =>
        given.TryGetValue(HostSettings.Config.Name, out var file) ? Path.GetFileNameWithoutExtension(file)
            : given.TryGetValue("fwmark", out var mark) ? $"fwmark-{mark}".Replace('/', '_')
            : $"{given.GetValueOrDefault("vip", "no-vip")}-{given.GetValueOrDefault("port", "no-port")}".Replace('/', '_').Replace(' ', '_');
}
