using System.CommandLine;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using LvsPluggable.Host.Netlink;
using LvsPluggable.Host.Ocf;
using LvsPluggable.Host.Text;

namespace LvsPluggable.Host.Cli;

/// <summary><c>lvsdr announce</c>: tells the subnet that an address is here now, for as long as it is; the agent lvs runs it beside itself.</summary>
internal static class AnnounceCommand
{
    private const int Times = 5;
    private const int Rounds = 2;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    // What was busy while the director moved, such as a switch whose ports learn, hears the second round.
    private static readonly TimeSpan LongPause = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        var address = new Argument<string>("address") { Description = "The address." };
        var networkInterface = new Argument<string>("interface") { Description = "The network interface that has it." };
        var command = new Command("announce", "Tell the hosts of a subnet that an address is here now.") { address, networkInterface };
        command.Hidden = true;
        command.SetAction(result => IPAddress.TryParse(result.GetValue(address), out var parsed)
            ? AnnounceAsync(parsed, result.GetValue(networkInterface)!)
            : Task.FromResult(Output.Fail(OcfExitCode.InvalidArguments, [$"\"{result.GetValue(address)}\" should be an IPv4 or IPv6 address."])));
        return command;
    }

    private static async Task<int> AnnounceAsync(IPAddress address, string networkInterface)
    {
        using var termination = new Termination();
        try
        {
            for (var number = 1; Announcer.Announce(address, networkInterface) && number < Times * Rounds; number++)
            {
                if (number == 1)
                {
                    // The agent waits for this line.
                    Terminal.Out.WriteLine($"{address} is announced on {networkInterface}.");
                }

                await Task.Delay(number % Times == 0 ? LongPause : Pause, termination.Token);
            }

            return (int)OcfExitCode.Success;
        }
        catch (OperationCanceledException)
        {
            return (int)OcfExitCode.Success;
        }
        catch (Exception problem) when (problem is SocketException or NetworkInformationException)
        {
            return Output.Fail(OcfExitCode.GenericError, [$"{address} cannot be announced on {networkInterface}: {Words.Of(problem)}"]);
        }
    }
}
