using LvsPluggable.Plugins.Processes;

namespace LvsPluggable.Plugins.Script;

/// <summary>Lists real servers, or checks them, with programs of the user: one that prints the fit hosts, or one that answers per host.</summary>
public sealed class ScriptPlugin : ILvsPlugin
{
    private const string ListScriptName = "realserver_get_real_servers_script";

    /// <summary>The program that prints the fit real servers.</summary>
    internal static Parameter<ScriptCommand> ListScript { get; } = new()
    {
        Name = ListScriptName,
        ShortDescription = "Script that lists the real servers",
        LongDescription = "A program and its arguments, split at white space; quotes are passed on literally and no shell is involved. "
            + "It prints the names or addresses of the fit real servers, separated by white space, and exits with 0; nothing else "
            + "lists or checks real servers then. When it fails or is later than source_timeout the last list stays in use.",
        Parse = ScriptCommand.Parse,
        Expected = "a program and its arguments",
    };

    /// <summary>The program that says whether one real server is fit.</summary>
    internal static Parameter<ScriptCommand> CheckScript { get; } = new()
    {
        Name = "realserver_check_active_real_server_script",
        ShortDescription = "Script that checks a real server",
        LongDescription = "A program and its arguments, split at white space; quotes are passed on literally and no shell is involved. "
            + "It gets the real server's name or address as one more argument, the last, and prints t when that server is fit. "
            + "Not used when realserver_get_real_servers_script is set.",
        Parse = ScriptCommand.Parse,
        Expected = "a program and its arguments",
        SupersededBy = [ListScriptName],
    };

    /// <inheritdoc/>
    public string Name => "script";

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Parameters { get; } = [ListScript, CheckScript];

    /// <inheritdoc/>
    public void Configure(IPluginBuilder plugin)
    {
        ArgumentNullException.ThrowIfNull(plugin);
        if (plugin.IsSet(ListScript.Name))
        {
            var command = plugin.Get(ListScript);
            var runner = new ProgramRunner(plugin.Get(HostParameters.SourceTimeout));
            var logger = plugin.Logging.CreateLogger(Name);
            plugin.AddSource(Name, () => new ScriptSource(command, runner, logger));
        }

        if (plugin.IsSet(CheckScript.Name))
        {
            var command = plugin.Get(CheckScript);
            var runner = new ProgramRunner(plugin.Get(HostParameters.CheckTimeout));
            plugin.AddCheck(Name, server => new ScriptCheck(command, server.Host, runner));
        }
    }
}
