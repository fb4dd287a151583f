using System.Net;
using LvsPluggable.Host.Netlink;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Checks;

/// <summary><see cref="INeighbours"/> of the kernel: makes it ask, and looks what came of that.</summary>
internal sealed class Neighbours(NeighbourClient kernel, TimeProvider time, ILogger log) : INeighbours
{
    // Two seconds, in which the kernel would have asked twice. A director that is held up asks less often and so counts no faster.
    private const int QuestionsUntilSilent = 4;
    private const NeighbourState Unanswered = NeighbourState.Incomplete | NeighbourState.Probe | NeighbourState.Failed;
    // A question would take an administrator's entry away.
    private const NeighbourState Fixed = NeighbourState.Permanent | NeighbourState.NoArp;
    private static readonly TimeSpan BetweenQuestions = TimeSpan.FromMilliseconds(450);
    private static readonly TimeSpan SecondLook = TimeSpan.FromMilliseconds(50);

    /// <inheritdoc/>
    public async Task WaitForSilenceAsync(IPAddress address, CancellationToken cancellationToken)
    {
        try
        {
            if (await kernel.FindInterfaceAsync(address, cancellationToken) is { } networkInterface
                && (await kernel.StateAsync(address, networkInterface, cancellationToken) & Fixed) == NeighbourState.None)
            {
                for (var unanswered = 0; unanswered < QuestionsUntilSilent;)
                {
                    await kernel.AskAsync(address, networkInterface, cancellationToken);
                    unanswered = await AnswersAsync(address, networkInterface, cancellationToken) ? 0 : unanswered + 1;
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

    // Another check of the same host may have asked a moment before the first look, which the answer had not reached yet.
    private async Task<bool> AnswersAsync(IPAddress address, int networkInterface, CancellationToken cancellationToken)
    {
        await Task.Delay(BetweenQuestions, time, cancellationToken);
        var first = await kernel.StateAsync(address, networkInterface, cancellationToken);
        await Task.Delay(SecondLook, time, cancellationToken);
        var second = await kernel.StateAsync(address, networkInterface, cancellationToken);
        return (first & Unanswered) == NeighbourState.None || (second & Unanswered) == NeighbourState.None;
    }
}
