using System.Net;
using LvsPluggable.Host.Netlink;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Checks;

/// <summary><see cref="INeighbours"/> of the kernel: makes it ask, and looks what came of that.</summary>
internal sealed class Neighbours(NeighbourClient kernel, TimeProvider time, ILogger log) : INeighbours
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    /// <inheritdoc/>
    public async Task WaitForSilenceAsync(IPAddress address, CancellationToken cancellationToken)
    {
        try
        {
            if (await kernel.FindInterfaceAsync(address, cancellationToken) is { } networkInterface)
            {
                await kernel.ProbeAsync(address, networkInterface, cancellationToken);
                while (!await kernel.IsSilentAsync(address, networkInterface, cancellationToken))
                {
                    await Task.Delay(Poll, time, cancellationToken);
                }

                return;
            }
        }
        catch (Exception problem) when (problem is NetlinkException or MalformedMessageException or TimeoutException)
        {
            log.LogDebug("Neighbour {Address}: {Reason}", address, problem.Message);
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
    }
}
