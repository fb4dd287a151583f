using System.CommandLine;
using LvsPluggable.Host.Director.Kernel;
using LvsPluggable.Host.Hosting;
using LvsPluggable.Host.Ipvs;
using LvsPluggable.Host.Ocf;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Cli;

/// <summary><c>lvsdr remove</c>: takes virtual services out of the kernel that no host keeps any more, and gives kernel settings back.</summary>
internal static class RemoveCommand
{
    public static Command Create()
    {
        var state = new Option<string?>("--state") { Description = "The state directory of an instance whose host is gone: all its services, and the kernel settings that it asked for." };
        var service = new Option<string?>("--service")
        {
            Description = "One service, as ipvsadm selects it: \"-t 192.0.2.50:5432\".",
            HelpName = "selector",
        };
        var command = new Command("remove", "Remove virtual services that a host left in the kernel.") { state, service };
        command.Validators.Add(result =>
        {
            if (result.GetValue(state) is null == result.GetValue(service) is null)
            {
                result.AddError("One of --state and --service should be given.");
            }
        });
        command.SetAction(async result =>
        {
            await using var parts = Composition.Create(Logs.ForCommand());
            return result.GetValue(service) is { } one
                ? await RemoveAsync([one], parts)
                : await RemoveAsync(new StateDirectory(result.GetValue(state)!), parts);
        });
        return command;
    }

    private static async Task<int> RemoveAsync(StateDirectory state, ServiceProvider parts)
    {
        var log = parts.GetRequiredService<ILogger<KernelKeeper>>();
        var settings = parts.GetRequiredService<IIpvsSettings>();
        var keeper = new KernelKeeper(settings, new FormerSettings(state, log), parts.GetRequiredService<TimeProvider>(), log);
        keeper.BeforeRemoval();
        var code = await RemoveAsync(state.ReadServices(), parts);
        await keeper.GiveBackAsync(CancellationToken.None);
        return code;
    }

    private static async Task<int> RemoveAsync(IReadOnlyList<string> selectors, ServiceProvider parts)
    {
        var code = OcfExitCode.Success;
        var client = parts.GetRequiredService<IIpvsClient>();
        foreach (var selector in selectors)
        {
            try
            {
                await client.DeleteServiceAsync(ServiceKey.Parse(selector), CancellationToken.None);
            }
            catch (Exception problem) when (problem is IpvsException or FormatException)
            {
                Output.ExitReason($"{selector} cannot be removed: {problem.Message}");
                code = OcfExitCode.GenericError;
            }
        }

        return (int)code;
    }
}
