using System.Net;
using LvsPluggable.Host.Checks;

namespace LvsPluggable.Host.Tests.Director;

/// <summary>Hosts behind a router, of which neighbours cannot be told.</summary>
internal sealed class NoNeighbours : INeighbours
{
    public Task WaitForSilenceAsync(IPAddress address, CancellationToken cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken);
}
