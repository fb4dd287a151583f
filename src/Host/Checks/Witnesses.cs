using System.Net;
using System.Net.Sockets;
using LvsPluggable.Host.Netlink;

namespace LvsPluggable.Host.Checks;

/// <summary>
/// The neighbours of a network interface that answer: where nobody does, it may be this machine that the network has left. They are asked
/// for all who want to know together.
/// </summary>
internal sealed class Witnesses(NeighbourClient kernel, TimeProvider time)
{
    private const int Most = 32;

    private readonly Dictionary<(int Interface, AddressFamily Family), (long Began, Task<IReadOnlyList<IPAddress>> Answers)> _rounds = [];
    private readonly Lock _lock = new();

    /// <summary>Asks them, or joins those who have just asked, and looks a while later who has answered.</summary>
    /// <param name="networkInterface">The interface.</param>
    /// <param name="family">IPv4 or IPv6.</param>
    /// <param name="isAsked">Whether a neighbour is asked by somebody else all the time, so that its state is enough.</param>
    /// <param name="pause">How long they have for it.</param>
    /// <exception cref="NetlinkException">The kernel refuses.</exception>
    public Task<IReadOnlyList<IPAddress>> AskAsync(int networkInterface, AddressFamily family, Func<IPAddress, bool> isAsked, TimeSpan pause)
    {
        lock (_lock)
        {
            if (!_rounds.TryGetValue((networkInterface, family), out var round) || time.GetElapsedTime(round.Began) >= pause / 2)
            {
                round = (time.GetTimestamp(), AnswersAsync(networkInterface, family, isAsked, pause));
                _rounds[(networkInterface, family)] = round;
            }

            return round.Answers;
        }
    }

    private async Task<IReadOnlyList<IPAddress>> AnswersAsync(
        int networkInterface, AddressFamily family, Func<IPAddress, bool> isAsked, TimeSpan pause)
    {
        var known = await kernel.KnownAsync(networkInterface, family, CancellationToken.None);
        List<IPAddress> witnesses = [.. known.Take(Most)];
        foreach (var witness in witnesses.Where(witness => !isAsked(witness)))
        {
            await kernel.AskAsync(witness, networkInterface, CancellationToken.None);
        }

        await Task.Delay(pause, time);
        var answers = new List<IPAddress>();
        foreach (var witness in witnesses)
        {
            if ((await kernel.StateAsync(witness, networkInterface, CancellationToken.None) & NeighbourState.Reachable) != NeighbourState.None)
            {
                answers.Add(witness);
            }
        }

        return answers;
    }
}
