using System.CommandLine;
using LvsPluggable.Host.Cli;

Terminal.Claim();
var root = new RootCommand("A director for Linux Virtual Server: keeps the kernel's IPVS table equal to what plugins say.")
{
    RunCommand.Create(),
    PlanCommand.Create(),
    StatusCommand.Create(),
    TopCommand.Create(),
    HistoryCommand.Create(),
    ExplainCommand.Create(),
    PageCommand.Create(),
    MetricsCommand.Create(),
    RestartCommand.Create(),
    PluginsCommand.Create(),
    TryCommand.Create(),
    CheckConfigCommand.Create(),
    SchemaCommand.Create(),
    ConvertCommand.Create(),
    CompletionCommand.Create(),
};
foreach (var command in (IEnumerable<Command>)[.. OrderCommands.Create(), .. AgentCommands.Create()])
{
    root.Add(command);
}

// Signals are the commands' own business: the host removes its virtual service before it ends.
ProcessEnd.Exit(await root.Parse(args).InvokeAsync(new InvocationConfiguration
{
    ProcessTerminationTimeout = null,
    Output = Terminal.Out,
    Error = Terminal.Error,
}));
