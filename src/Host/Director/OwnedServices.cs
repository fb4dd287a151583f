using LvsPluggable.Host.Ipvs;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Director;

/// <summary>The virtual services that the host has in the kernel's table, or may have there. Its members are called one at a time.</summary>
/// <param name="kernel">The kernel's table; one in standby owns nothing.</param>
/// <param name="owning">Told which they are, before the first change of one of them.</param>
/// <param name="log">Where removals are logged.</param>
internal sealed class OwnedServices(IIpvsClient kernel, Action<IReadOnlyList<ServiceKey>> owning, ILogger log)
{
    /// <summary>What selects them.</summary>
    public IReadOnlyList<ServiceKey> Keys { get; private set; } = [];

    /// <summary>Takes down which they are.</summary>
    public void Own(IReadOnlyList<ServiceKey> keys)
    {
        if (!kernel.IsStandby)
        {
            owning(keys);
        }

        Keys = keys;
    }

    /// <summary>Tells which they are, also before a standby ends.</summary>
    public void Direct() => owning(Keys);

    /// <summary>Removes services from the kernel's table.</summary>
    /// <returns>Those that the kernel has kept.</returns>
    /// <exception cref="OperationCanceledException">There is no more time.</exception>
    public async Task<IReadOnlyList<ServiceKey>> RemoveAsync(IEnumerable<ServiceKey> keys, CancellationToken stopping)
    {
        var remaining = new List<ServiceKey>();
        foreach (var key in keys)
        {
            try
            {
                await kernel.DeleteServiceAsync(key, stopping);
                log.LogInformation("Removed service {Service}", key);
            }
            catch (IpvsException problem)
            {
                log.LogError("Service {Service} cannot be removed: {Reason}", key, problem.Message);
                remaining.Add(key);
            }
        }

        return remaining;
    }
}
