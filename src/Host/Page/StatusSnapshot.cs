using LvsPluggable.Host.Director.Status;

namespace LvsPluggable.Host.Page;

/// <summary>How the hosts were at a moment. What is written of that is written once, when the first one asks for it.</summary>
/// <param name="statuses">Each host.</param>
/// <param name="write">Writes them as <c>lvsdr status --json</c> prints them.</param>
/// <param name="before">What viewers were sent the last time.</param>
internal sealed class StatusSnapshot(IReadOnlyList<HostStatus> statuses, Func<IReadOnlyList<HostStatus>, byte[]> write, byte[] before)
{
    private readonly Lazy<byte[]> _json = new(() => write(statuses));

    private readonly Lazy<byte[]> _forViewers = new(() =>
    {
        var now = write([.. statuses.Select(Short)]);
        return now.AsSpan().SequenceEqual(before) ? before : now;
    });

    /// <summary>Each host.</summary>
    public IReadOnlyList<HostStatus> Statuses => statuses;

    /// <summary>All of it, as <c>lvsdr status --json</c> prints it.</summary>
    public byte[] Json => _json.Value;

    /// <summary>What the page needs of it, as JSON: the very array of the last time where nothing has changed.</summary>
    public byte[] ForViewers => _forViewers.Value;

    /// <summary>What viewers were sent last.</summary>
    public byte[] Sent => _forViewers.IsValueCreated ? _forViewers.Value : before;

    /// <summary>How many real servers there are.</summary>
    public int Servers => statuses.Sum(status => status.Services.Sum(service => service.Servers.Count));

    // What changes with every call of a plugin, or says the same again, is not sent again and again.
    private static HostStatus Short(HostStatus status) => status with
    {
        Plugins = [.. status.Plugins.Where(plugin => !plugin.IsCurrent)],
        Services = [.. status.Services.Select(service => service with { Plugins = [], Table = [] })],
    };
}
