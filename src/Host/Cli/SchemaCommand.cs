using System.CommandLine;
using LvsPluggable.Host.Ocf;
using LvsPluggable.Host.Settings;
using LvsPluggable.Host.Settings.Files;

namespace LvsPluggable.Host.Cli;

/// <summary><c>lvsdr schema</c>: prints what a configuration file may hold, for editors.</summary>
internal static class SchemaCommand
{
    public static Command Create()
    {
        var parameters = ParameterArgument.Create();
        var command = new Command("schema", "Print the JSON schema of configuration files, with the parameters of all loaded plugins.") { parameters };
        command.SetAction(result =>
        {
            var given = ParameterArgument.Read(result, parameters);
            if (ParameterArgument.MistakesOfPlugins(given) is { Count: > 0 } mistakes)
            {
                return Output.Fail(OcfExitCode.NotConfigured, mistakes);
            }

            var catalog = Composition.Plugins(Logs.ForCommand).Load(given.Values);
            Terminal.Out.Write(ConfigurationSchema.Write([.. HostSettings.All, .. catalog.Parameters]));
            return (int)OcfExitCode.Success;
        });
        return command;
    }
}
