using System.Net;

namespace LvsPluggable.Host.Checks;

/// <summary>Tells whether hosts of an own subnet are there at all.</summary>
internal interface INeighbours
{
    /// <summary>
    /// Completes when a host is known not to answer to ARP or neighbour discovery. Not for a host behind a router, nor where it cannot be
    /// told: then it waits until it is cancelled.
    /// </summary>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    Task WaitForSilenceAsync(IPAddress address, CancellationToken cancellationToken);
}
