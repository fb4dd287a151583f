using System.CommandLine;
using LvsPluggable.Host.Ocf;
using LvsPluggable.Host.Settings;

namespace LvsPluggable.Host.Cli;

/// <summary>The words <c>key=value</c> that take the place of OCF parameters on the command line.</summary>
internal static class ParameterArgument
{
    public static Argument<string[]> Create()
    {
        var argument = new Argument<string[]>("key=value")
        {
            HelpName = "key=value",
            Description = "Parameters, as in vip=192.0.2.1 port=5432; lvsdr plugins lists them.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        argument.CompletionSources.Add(_ => Names());
        return argument;
    }

    /// <summary>The parameters of the environment and of the command line.</summary>
    public static GivenParameters Read(ParseResult result, Argument<string[]> argument) =>
        GivenParameters.Read(OcfEnvironment.Read(Environment.GetEnvironmentVariables()).Given, result.GetValue(argument) ?? []);

    /// <summary>What is wrong as far as a command can tell that reads <c>plugin_path</c> alone.</summary>
    public static List<string> MistakesOfPlugins(GivenParameters given) => [.. given.Mistakes, .. InstalledPlugins.MistakesIn(given.Values)];

    private static List<string> Names()
    {
        var catalog = Composition.Plugins(() => Serilog.Core.Logger.None).Load(new Dictionary<string, string>(StringComparer.Ordinal));
        return [.. HostSettings.All.Concat(catalog.Parameters).Select(parameter => parameter.Name + "=")];
    }
}
