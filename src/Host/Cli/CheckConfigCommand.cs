using System.CommandLine;
using LvsPluggable.Host.Ocf;
using LvsPluggable.Host.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace LvsPluggable.Host.Cli;

/// <summary><c>lvsdr check-config</c>: looks for mistakes in a configuration file, and touches nothing.</summary>
internal static class CheckConfigCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "The configuration file." };
        var parameters = ParameterArgument.Create();
        var command = new Command("check-config", "Report every mistake in a configuration file, with its line and column.") { file, parameters };
        command.SetAction(result =>
        {
            var path = Path.GetFullPath(result.GetRequiredValue(file));
            var given = GivenParameters.Read(
                new Dictionary<string, string>(StringComparer.Ordinal) { [HostSettings.Config.Name] = path }, result.GetValue(parameters) ?? []);
            using var services = Composition.Create(Logs.ForCommand());
            var configuration = services.GetRequiredService<ConfigurationReader>()
                .Read(services.GetRequiredService<InstalledPlugins>().Load(given.Values), given);
            if (configuration.Mistakes.Count > 0)
            {
                return Output.Fail(OcfExitCodes.Of(configuration.Refusal), configuration.Mistakes);
            }

            var count = configuration.Plan!.Services.Sum(service => service.Services.Count);
            Terminal.Out.WriteLine($"{path}: {count} virtual service{(count == 1 ? "" : "s")}, no mistakes.");
            return (int)OcfExitCode.Success;
        });
        return command;
    }
}
