using LvsPluggable.Plugins.Processes;
using LvsPluggable.Plugins.Scripts;
using LvsPluggable.Trust;

namespace LvsPluggable.Plugins.Script;

/// <summary>Lists real servers, or checks them, with programs of the user: one that prints the fit hosts, or one that answers per host.</summary>
public sealed class ScriptPlugin : ILvsPlugin
{
    private const string ListScriptName = "realserver_get_real_servers_script";

    // Room for all the servers that a host takes, 20,000, with names of some 200 characters.
    private const int LongestList = 4 * 1024 * 1024;

    // The scripts that people have wait for a server that is gone themselves, for 5 seconds or so.
    private static readonly CallDefaults Defaults = new() { Timeout = TimeSpan.FromSeconds(10) };

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
            + "It gets the real server's name or address as one more argument, the last, and prints t when that server is fit.",
        Parse = ScriptCommand.Parse,
        Expected = "a program and its arguments",
        SupersededBy = [ListScriptName],
    };

    /// <summary>What is done about a script that somebody else could have written.</summary>
    internal static Parameter<ScriptSecurity> Security { get; } = new()
    {
        Name = "script_security",
        ShortDescription = "What is done about scripts that others can write",
        LongDescription = "A script, and every folder and link on the way to it from / on, should belong to root, to the user who runs "
            + "lvsdr or to script_user, and be writable by nobody else, but for folders on the way such as /tmp, whose sticky bit keeps "
            + "others from replacing what is not theirs. strict: one that is not so is not run, and what it would say is not known. warn: "
            + "it is run, and log and status say what is wrong. off: nobody looks. When it is not set, it is warn for " + ListScriptName
            + " and realserver_check_active_real_server_script.",
    };

    /// <summary>The user whose rights scripts have.</summary>
    internal static Parameter<ScriptUser> User { get; } = new()
    {
        Name = "script_user",
        ShortDescription = "User that scripts run as",
        LongDescription = "USER or USER:GROUP, by name or number: scripts run with this user's rights, group and further groups, with no "
            + "way to more rights (no_new_privs), and with its HOME, USER and LOGNAME. Scripts that belong to this user are trusted, "
            + "since they have no more rights than their owner. When it is not set they run as lvsdr does, which is as root.",
        Parse = ScriptUser.Parse,
        Expected = ScriptUser.Expected,
    };

    /// <inheritdoc/>
    public string Name => "script";

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Parameters { get; } = [ListScript, CheckScript, Security, User];

    /// <inheritdoc/>
    public void Configure(IPluginBuilder plugin)
    {
        ArgumentNullException.ThrowIfNull(plugin);
        var user = plugin.TryGet(User, out var named) ? named.Find(User.Name) : null;
        var rule = user is null ? new PathTrust() : new PathTrust(user.User);
        var security = plugin.TryGet(Security, out var wanted) ? wanted : ScriptSecurity.Warn;
        var logger = plugin.Logging.CreateLogger(Name);
        var usual = new ProgramOptions { Parameters = plugin.Given, User = user };
        if (plugin.IsSet(ListScript.Name))
        {
            var command = plugin.Get(ListScript);
            var trust = new ScriptTrust(security, rule, logger);
            var runner = new ProgramRunner(
                Deadline(plugin, HostParameters.SourceTimeout), usual with { MaximumOutput = LongestList, Approve = trust.Approve });
            plugin.AddSource(Name, () => new ScriptSource(command, runner, trust, logger), Defaults);
        }

        if (plugin.IsSet(CheckScript.Name))
        {
            var command = plugin.Get(CheckScript);
            var trust = new ScriptTrust(security, rule, logger);
            var runner = new ProgramRunner(Deadline(plugin, HostParameters.CheckTimeout), usual with { Approve = trust.Approve });
            plugin.AddCheck(Name, server => new ScriptCheck(command, server.Host, runner, trust), Defaults);
        }
    }

    // What the host applies.
    private static TimeSpan Deadline(IPluginBuilder plugin, Parameter<TimeSpan> timeout) =>
        plugin.IsSet(timeout.Name) ? plugin.Get(timeout) : Defaults.Timeout!.Value;
}
