using LvsPluggable.Host.Text;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Director;

/// <summary>
/// Keeps the kernel settings that a director needs: it forwards packets, it resets connections to a server that was removed
/// instead of dropping their packets, and persistent clients leave a server of weight 0. Source: the kernel's
/// Documentation/networking/ipvs-sysctl.rst.
/// </summary>
internal sealed class KernelSettings(string procSys, ILogger log)
{
    private static readonly string[] Names =
    [
        "net/ipv4/ip_forward", "net/ipv4/vs/expire_nodest_conn", "net/ipv4/vs/expire_quiescent_template",
    ];

    private readonly HashSet<string> _failing = new(StringComparer.Ordinal);
    private bool _kept;

    /// <summary>Sets what is not 1.</summary>
    /// <returns>What could not be set, in words.</returns>
    public IReadOnlyList<(string Key, string What)> Keep()
    {
        var problems = new List<(string Key, string What)>();
        foreach (var name in Names)
        {
            try
            {
                var path = Path.Combine(procSys, name);
                if (!string.Equals(File.ReadAllText(path).Trim(), "1", StringComparison.Ordinal))
                {
                    File.WriteAllText(path, "1");
                    log.Log(
                        _kept ? LogLevel.Warning : LogLevel.Information, "Kernel setting {Setting} was not 1 and is now", Dotted(name));
                }

                _failing.Remove(name);
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                var what = $"kernel setting {Dotted(name)} cannot be set to 1: {Words.Of(problem)}";
                problems.Add(($"sysctl {name}", what));
                if (_failing.Add(name))
                {
                    log.LogError("{Problem}", what);
                }
            }
        }

        _kept = true;
        return problems;
    }

    /// <summary>
    /// Looks whether IPv6 packets are passed on, which the way back needs where addresses are translated. It is not set: routers are then no
    /// longer heard, which is the administrator's to decide.
    /// </summary>
    /// <returns>That they are not, in words.</returns>
    public IReadOnlyList<(string Key, string What)> LookAtIPv6()
    {
        const string name = "net/ipv6/conf/all/forwarding";
        try
        {
            if (!string.Equals(File.ReadAllText(Path.Combine(procSys, name)).Trim(), "0", StringComparison.Ordinal))
            {
                return [];
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return [];
        }

        return [($"sysctl {name}", $"kernel setting {Dotted(name)} is 0, so the answers of real servers that nat reaches do not come back to "
            + "IPv6 clients; it should be 1")];
    }

    private static string Dotted(string name) => name.Replace('/', '.');
}
