using System.CommandLine;

namespace LvsPluggable.Host.Cli;

/// <summary>All commands of the program.</summary>
internal static class CommandTree
{
    /// <summary>Makes them anew.</summary>
    public static RootCommand Create()
    {
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

        return root;
    }
}
