using System.CommandLine;
using System.ComponentModel;
using LvsPluggable.Host.Ocf;
using LvsPluggable.Host.Plugins.Loading;
using LvsPluggable.Host.Settings;
using LvsPluggable.Host.Text;
using LvsPluggable.Text;

namespace LvsPluggable.Host.Cli;

/// <summary><c>lvsdr plugins</c>: what is loaded from where, and what was refused and why.</summary>
internal static class PluginsCommand
{
    public static Command Create()
    {
        var parameters = ParameterArgument.Create();
        var hashes = new Option<bool>("--hashes") { Description = "Print the SHA-256 sums of the files of plugins of your own, for plugin_hashes." };
        var command = new Command("plugins", "List the plugins that are loaded, their parameters, and what was refused and why.") { parameters, hashes };
        command.SetAction(result =>
        {
            var given = ParameterArgument.Read(result, parameters);
            if (ParameterArgument.MistakesOfPlugins(given) is { Count: > 0 } mistakes)
            {
                return Output.Fail(OcfExitCode.NotConfigured, mistakes);
            }

            if (result.GetValue(hashes))
            {
                return PrintHashes(given);
            }

            foreach (var line in Lines(Composition.Plugins(() => Serilog.Core.Logger.None).Load(given.Values), Style.Detect()))
            {
                Terminal.Out.WriteLine(line);
            }

            return (int)OcfExitCode.Success;
        });
        return command;
    }

    private static int PrintHashes(GivenParameters given)
    {
        try
        {
            foreach (var (hash, path) in InstalledPlugins.Hashes(given.Values))
            {
                Terminal.Out.WriteLine($"{hash}  {path}");
            }

            return (int)OcfExitCode.Success;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or Win32Exception)
        {
            return Output.Fail(OcfExitCode.GenericError, [$"The sums cannot be told: {Words.Of(failure)}"]);
        }
    }

    private static IEnumerable<string> Lines(PluginCatalog catalog, Style style)
    {
        yield return style.Strong("host");
        foreach (var line in HostSettings.All.Select(Line))
        {
            yield return line;
        }

        foreach (var loaded in catalog.Loaded)
        {
            yield return "";
            yield return $"{style.Strong(loaded.Name)} {loaded.Version} {loaded.File}";
            foreach (var line in loaded.Parameters.Select(Line))
            {
                yield return line;
            }
        }

        foreach (var refused in catalog.Refused)
        {
            yield return "";
            yield return $"{style.Bad("refused")} {refused.File}: {refused.Reason}";
        }
    }

    private static string Line(Parameter parameter) =>
        $"  {parameter.Name}"
        + (parameter.Required ? " (required)" : "")
        + (parameter is { Default: { Length: > 0 } text, Secret: false } ? $" (default {text})" : "")
        + $": {OneLine.Of(parameter.ShortDescription)}";
}
