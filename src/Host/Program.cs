using System.CommandLine;
using LvsPluggable.Host.Cli;

Terminal.Claim();

// Signals are the commands' own business: the host removes its virtual service before it ends.
ProcessEnd.Exit(await CommandTree.Create().Parse(args).InvokeAsync(new InvocationConfiguration
{
    ProcessTerminationTimeout = null,
    Output = Terminal.Out,
    Error = Terminal.Error,
}));
