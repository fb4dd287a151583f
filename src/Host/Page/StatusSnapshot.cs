using LvsPluggable.Host.Director.Status;

namespace LvsPluggable.Host.Page;

/// <summary>How the hosts were at a moment.</summary>
/// <param name="Statuses">Each host.</param>
/// <param name="Json">All of it, as <c>lvsdr status --json</c> prints it.</param>
/// <param name="ForViewers">What the page needs of it, as JSON.</param>
internal sealed record StatusSnapshot(IReadOnlyList<HostStatus> Statuses, byte[] Json, byte[] ForViewers)
{
    /// <summary>How many real servers there are.</summary>
    public int Servers => Statuses.Sum(status => status.Services.Sum(service => service.Servers.Count));
}
