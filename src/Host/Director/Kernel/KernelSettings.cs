namespace LvsPluggable.Host.Director.Kernel;

/// <summary>
/// Keeps the kernel settings that a director needs: it forwards packets, it resets connections to a server that was removed
/// instead of dropping their packets, and persistent clients leave a server of weight 0. Source: the kernel's
/// Documentation/networking/ipvs-sysctl.rst.
/// </summary>
internal sealed class KernelSettings(KernelValues values, SettingWriter writer)
{
    private static readonly string[] Names =
    [
        "net/ipv4/ip_forward", "expire_nodest_conn", "expire_quiescent_template",
    ];

    private bool _kept;

    /// <summary>Sets what is not 1.</summary>
    /// <returns>What could not be set, in words.</returns>
    /// <exception cref="OperationCanceledException">The host is stopping.</exception>
    public async Task<IReadOnlyList<(string Key, string What)>> KeepAsync(CancellationToken stopping)
    {
        var problems = new List<(string Key, string What)>();
        foreach (var name in Names)
        {
            await writer.TryAsync(
                name, "1", problems, async () => await writer.SetAsync(name, await values.ReadAsync(name, stopping), "1", _kept, stopping));
        }

        _kept = true;
        return problems;
    }

    /// <summary>
    /// Looks whether IPv6 packets are passed on, which the way back needs where addresses are translated. It is not set: routers are then no
    /// longer heard, which is the administrator's to decide.
    /// </summary>
    /// <returns>That they are not, in words.</returns>
    /// <exception cref="OperationCanceledException">The host is stopping.</exception>
    public async Task<IReadOnlyList<(string Key, string What)>> LookAtIPv6Async(CancellationToken stopping)
    {
        const string name = "net/ipv6/conf/all/forwarding";
        try
        {
            if (await values.ReadAsync(name, stopping) != "0")
            {
                return [];
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return [];
        }

        return [($"sysctl {name}", $"kernel setting {KernelValues.Shown(name)} is 0, so the answers of real servers that nat reaches do not come back to "
            + "IPv6 clients; it should be 1")];
    }
}
