using System.Net;

namespace LvsPluggable;

/// <summary>
/// Optional, on a source whose real servers follow a primary, such as the standbys of a database: it tells where that is, so that its node
/// directs only while no other can (<c>avoid_primary</c> of <c>ocf:lvs:lvs</c>).
/// </summary>
public interface IHasPrimary
{
    /// <summary>
    /// The addresses of the primary's host, as of the last list; none while it is not known. A loopback address means the node that asks.
    /// Read right after each call that gave a list; the host keeps at most 16.
    /// </summary>
    IReadOnlyList<IPAddress> PrimaryAddresses { get; }
}
